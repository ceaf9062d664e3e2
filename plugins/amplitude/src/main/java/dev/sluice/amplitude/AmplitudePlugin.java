package dev.sluice.amplitude;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Destination;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.spi.Settings;
import dev.sluice.spi.Spi;
import java.net.URI;
import java.util.Map;

/** Amplitude, by its event upload APIs. */
public final class AmplitudePlugin implements DestinationPlugin {

    @Override
    public String name() {
        return "amplitude";
    }

    @Override
    public String spiVersion() {
        return Spi.VERSION;
    }

    @Override
    public String description() {
        return "Amplitude Analytics, by its Batch Event Upload API or its HTTP V2 API.";
    }

    @Override
    public Map<String, URI> endpoints() {
        return Map.of(
                "us", AmplitudeApi.BATCH.endpoint(AmplitudeRegion.US),
                "eu", AmplitudeApi.BATCH.endpoint(AmplitudeRegion.EU));
    }

    @Override
    public Destination configure(ObjectNode settings) {
        return new AmplitudeDestination(AmplitudeSettings.of(Settings.of(this, settings)));
    }
}
