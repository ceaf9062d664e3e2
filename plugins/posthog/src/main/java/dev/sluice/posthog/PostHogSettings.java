package dev.sluice.posthog;

import dev.sluice.spi.InvalidSettingsException;
import dev.sluice.spi.Settings;
import java.net.URI;

/**
 * The settings with their defaults; the schema beside this class describes each.
 *
 * @param endpoint where requests go: the setting, or the region's own
 */
record PostHogSettings(
        String projectApiKey,
        PostHogRegion region,
        URI endpoint,
        boolean personProfiles,
        boolean historicalMigration,
        boolean bodyContent,
        boolean gzip) {

    /** @throws InvalidSettingsException where the endpoint is no address */
    static PostHogSettings of(Settings settings) {
        PostHogRegion region = PostHogRegion.of(settings.text("region"));
        return new PostHogSettings(
                settings.text("projectApiKey"),
                region,
                settings.address("endpoint").orElseGet(region::endpoint),
                settings.flag("personProfiles"),
                settings.flag("historicalMigration"),
                settings.flag("bodyContent"),
                settings.flag("gzip"));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "posthog at " + endpoint;
    }
}
