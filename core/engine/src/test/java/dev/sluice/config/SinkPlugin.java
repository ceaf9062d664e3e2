package dev.sluice.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Answer;
import dev.sluice.spi.BatchLimits;
import dev.sluice.spi.Conversion;
import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.DeliveryResponse;
import dev.sluice.spi.Destination;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.spi.Identity;
import dev.sluice.spi.InvalidSettingsException;
import dev.sluice.spi.MappedEvent;
import dev.sluice.spi.Mapping;
import dev.sluice.spi.MappingRow;
import dev.sluice.spi.Source;
import dev.sluice.spi.Spi;
import dev.sluice.spi.ValueLimits;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A plugin with settings of every kind.
 *
 * @param limits of its requests
 */
record SinkPlugin(String name, BatchLimits limits) implements DestinationPlugin {

    /** Takes 2000 events and 2 MiB in a request. */
    SinkPlugin(String name) {
        this(name, new BatchLimits(2000, 2 << 20, 1 << 20));
    }

    @Override
    public String spiVersion() {
        return Spi.VERSION;
    }

    @Override
    public String description() {
        return "Takes events and forgets them.";
    }

    @Override
    public ObjectNode settingsSchema() {
        return StrictJson.parse("""
                {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["apiKey"],
                  "examples": [{"apiKey": "0123456789abcdef"}],
                  "properties": {
                    "apiKey": {"type": "string", "minLength": 8, "writeOnly": true,
                               "description": "The project's API key.", "examples": ["${env:SINK_API_KEY}"]},
                    "region": {"type": "string", "enum": ["us", "eu"], "default": "us",
                               "description": "Where the project's data is kept."},
                    "endpoint": {"type": "string", "format": "uri", "description": "Overrides the address."},
                    "bodyContent": {"type": "boolean", "default": false, "description": "Sends contents too."},
                    "accountId": {"type": "string", "description": "The account."},
                    "workspaceId": {"type": "string", "description": "The workspace."},
                    "proxy": {"anyOf": [{"type": "string"}, {"type": "object", "required": ["host"]}],
                              "description": "Through what to go."}
                  }
                }
                """.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Map<String, URI> endpoints() {
        return Map.of("us", URI.create("https://sink.example"), "eu", URI.create("https://eu.sink.example"));
    }

    @Override
    public Destination configure(ObjectNode settings) {
        String key = settings.path("apiKey").asText();
        if (key.startsWith("test-") && settings.path("region").asText().equals("eu")) {
            throw new InvalidSettingsException(
                    "/apiKey", "the test key " + key + " works in region us only; use one for eu");
        }
        if (settings.path("accountId").asText().equals("broken")) {
            throw new IllegalStateException("bug near " + key);
        }
        return new Sink(limits);
    }

    private record Sink(BatchLimits limits) implements Destination {

        @Override
        public URI endpoint() {
            return URI.create("https://sink.example");
        }

        @Override
        public Mapping mapping() {
            return new Mapping(
                    List.of(
                            MappingRow.optional("user_id", Source.at("/data/identifiers/id"), Conversion.TEXT),
                            MappingRow.required("event_type", Source.at("/metric"), Conversion.TEXT),
                            MappingRow.required("insert_id", Source.at("/event_id"), Conversion.TEXT),
                            MappingRow.optional(
                                    "event_properties.email", Source.at("/data/identifiers/email"), Conversion.NONE),
                            MappingRow.optional(
                                    "event_properties",
                                    Source.remainder("/data", Set.of("identifiers")),
                                    Conversion.NONE)),
                    Set.of("ip", "location.city"),
                    new ValueLimits(1024, 40));
        }

        @Override
        public Optional<Identity> identify(ObjectNode mapped) {
            return Optional.of(Identity.NOBODY);
        }

        @Override
        public DeliveryRequest request(List<MappedEvent> batch, Instant sentAt) {
            throw new UnsupportedOperationException("configurations are read, not sent");
        }

        @Override
        public Optional<DeliveryRequest> probe(Instant sentAt) {
            return Optional.empty();
        }

        @Override
        public Answer read(DeliveryResponse response, List<MappedEvent> batch) {
            throw new UnsupportedOperationException("configurations are read, not sent");
        }
    }
}
