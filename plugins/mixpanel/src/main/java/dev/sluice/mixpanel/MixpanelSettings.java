package dev.sluice.mixpanel;

import dev.sluice.spi.InvalidSettingsException;
import dev.sluice.spi.Settings;
import java.net.URI;
import java.util.Optional;

/**
 * The settings with their defaults; the schema beside this class describes each.
 *
 * @param endpoint where requests go, without the query: the setting, or the region's own
 */
record MixpanelSettings(
        MixpanelCredentials credentials,
        MixpanelRegion region,
        URI endpoint,
        IdMerge idMerge,
        boolean bodyContent,
        Optional<String> accountId,
        Optional<String> workspaceId,
        boolean gzip) {

    /** @throws InvalidSettingsException where the endpoint is no address, or the credentials are not whole */
    static MixpanelSettings of(Settings settings) {
        MixpanelRegion region = MixpanelRegion.of(settings.text("region"));
        return new MixpanelSettings(
                MixpanelCredentials.of(settings),
                region,
                settings.address("endpoint", MixpanelRegion.PATH).orElseGet(region::endpoint),
                IdMerge.of(settings.text("idMerge")),
                settings.flag("bodyContent"),
                settings.optionalText("accountId"),
                settings.optionalText("workspaceId"),
                settings.flag("gzip"));
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "mixpanel at " + endpoint;
    }
}
