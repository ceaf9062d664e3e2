package dev.sluice.amplitude;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Destination;
import dev.sluice.spi.DestinationPlugin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;

/** Amplitude, by its event upload APIs. */
public final class AmplitudePlugin implements DestinationPlugin {

    private static final String SCHEMA = "settings.schema.json";

    @Override
    public String name() {
        return "amplitude";
    }

    @Override
    public String description() {
        return "Amplitude Analytics, by its Batch Event Upload API or its HTTP V2 API.";
    }

    @Override
    public ObjectNode settingsSchema() {
        try (InputStream schema = Objects.requireNonNull(AmplitudePlugin.class.getResourceAsStream(SCHEMA))) {
            return new ObjectMapper().readValue(schema, ObjectNode.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("reading " + SCHEMA, unreadable);
        }
    }

    @Override
    public Map<String, URI> endpoints() {
        return Map.of(
                "us", AmplitudeApi.BATCH.endpoint(AmplitudeRegion.US),
                "eu", AmplitudeApi.BATCH.endpoint(AmplitudeRegion.EU));
    }

    @Override
    public Destination configure(ObjectNode settings) {
        return new AmplitudeDestination(AmplitudeSettings.of(settings));
    }
}
