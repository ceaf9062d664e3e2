package com.example.ndjson;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Destination;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.spi.Settings;
import dev.sluice.spi.Spi;
import java.net.URI;
import java.util.Map;

/** What Sluice finds in the jar, by the file in META-INF/services. */
public final class NdjsonPlugin implements DestinationPlugin {

    @Override
    public String name() {
        return "ndjson";
    }

    @Override
    public String spiVersion() {
        return Spi.VERSION;
    }

    @Override
    public String description() {
        return "Any HTTP collector of newline-delimited JSON.";
    }

    /** There are no regions: the setting endpoint says where to. */
    @Override
    public Map<String, URI> endpoints() {
        return Map.of();
    }

    @Override
    public Destination configure(ObjectNode settings) {
        return new NdjsonDestination(NdjsonSettings.of(Settings.of(this, settings)));
    }
}
