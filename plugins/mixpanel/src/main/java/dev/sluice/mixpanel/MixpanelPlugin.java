package dev.sluice.mixpanel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Destination;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.spi.Settings;
import dev.sluice.spi.Spi;
import java.net.URI;
import java.util.Map;

/** Mixpanel, by its Import API. */
public final class MixpanelPlugin implements DestinationPlugin {

    @Override
    public String name() {
        return "mixpanel";
    }

    @Override
    public String spiVersion() {
        return Spi.VERSION;
    }

    @Override
    public String description() {
        return "Mixpanel, by its Import API in strict mode.";
    }

    @Override
    public Map<String, URI> endpoints() {
        return Map.of(
                "us", MixpanelRegion.US.endpoint(),
                "eu", MixpanelRegion.EU.endpoint(),
                "in", MixpanelRegion.IN.endpoint());
    }

    @Override
    public Destination configure(ObjectNode settings) {
        return new MixpanelDestination(MixpanelSettings.of(Settings.of(this, settings)));
    }
}
