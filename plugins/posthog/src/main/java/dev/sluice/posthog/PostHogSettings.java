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

    /** Personal keys are refused by PostHog whatever the project. Source: its public capture service, rust/capture/src/token.rs. */
    private static final String PERSONAL = "phx_";

    /** @throws InvalidSettingsException where the endpoint is no address, or the key is a person's */
    static PostHogSettings of(Settings settings) {
        PostHogRegion region = PostHogRegion.of(settings.text("region"));
        return new PostHogSettings(
                projectKey(settings.text("projectApiKey")),
                region,
                settings.address("endpoint", PostHogRegion.PATH).orElseGet(region::endpoint),
                settings.flag("personProfiles"),
                settings.flag("historicalMigration"),
                settings.flag("bodyContent"),
                settings.flag("gzip"));
    }

    private static String projectKey(String key) {
        if (key.startsWith(PERSONAL)) {
            throw new InvalidSettingsException(
                    "/projectApiKey", "is a personal API key; give the project's, which begins with phc_");
        }
        return key;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "posthog at " + endpoint;
    }
}
