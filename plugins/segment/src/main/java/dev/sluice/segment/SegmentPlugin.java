package dev.sluice.segment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Destination;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.spi.Settings;
import dev.sluice.spi.Spi;
import java.net.URI;
import java.util.Map;

/** Segment, by the batch request of its HTTP Tracking API. */
public final class SegmentPlugin implements DestinationPlugin {

    @Override
    public String name() {
        return "segment";
    }

    @Override
    public String spiVersion() {
        return Spi.VERSION;
    }

    @Override
    public String description() {
        return "Segment, by track calls in batch requests of its HTTP Tracking API.";
    }

    @Override
    public Map<String, URI> endpoints() {
        return Map.of("us", SegmentRegion.US.endpoint(), "eu", SegmentRegion.EU.endpoint());
    }

    @Override
    public Destination configure(ObjectNode settings) {
        return new SegmentDestination(SegmentSettings.of(Settings.of(this, settings)));
    }
}
