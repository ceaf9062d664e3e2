package dev.sluice.amplitude;

import dev.sluice.spi.InvalidSettingsException;
import dev.sluice.spi.Settings;
import java.net.URI;
import java.util.Optional;

/**
 * The settings with their defaults; the schema beside this class describes each.
 *
 * @param endpoint where requests go: the setting, or the region's own
 */
record AmplitudeSettings(
        String apiKey,
        AmplitudeRegion region,
        AmplitudeApi api,
        URI endpoint,
        boolean bodyContent,
        Optional<String> accountId,
        Optional<String> workspaceId,
        int minIdLength,
        boolean gzip) {

    /** @throws InvalidSettingsException where the endpoint is no address */
    static AmplitudeSettings of(Settings settings) {
        AmplitudeRegion region = AmplitudeRegion.of(settings.text("region"));
        AmplitudeApi api = AmplitudeApi.of(settings.text("api"));
        return new AmplitudeSettings(
                settings.text("apiKey"),
                region,
                api,
                settings.address("endpoint").orElseGet(() -> api.endpoint(region)),
                settings.flag("bodyContent"),
                settings.optionalText("accountId"),
                settings.optionalText("workspaceId"),
                settings.number("minIdLength"),
                settings.flag("gzip"));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "amplitude " + api + " at " + endpoint;
    }
}
