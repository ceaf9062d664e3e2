package dev.sluice.config;

import static dev.sluice.config.ConfigReader.secret;
import static dev.sluice.config.ConfigReader.size;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns one destination of a valid configuration into its records. */
final class DestinationReader {

    private DestinationReader() {}

    static DestinationConfig read(JsonNode destination) {
        return new DestinationConfig(
                destination.path("id").asText(),
                destination.path("plugin").asText(),
                ((ObjectNode) destination.path("settings")).deepCopy(),
                filter(destination.path("filter")),
                mapping(destination.path("mapping")),
                batch(destination.path("batch")),
                delivery(destination.path("delivery")),
                window(destination.path("window")));
    }

    private static FilterConfig filter(JsonNode filter) {
        List<String> events = new ArrayList<>();
        filter.path("events").forEach(event -> events.add(event.asText()));
        return new FilterConfig(events, text(filter.path("when")));
    }

    /** In the order of the file, since later overrides see what earlier ones did. */
    private static Map<String, MappingOverride> mapping(JsonNode mapping) {
        Map<String, MappingOverride> overrides = new LinkedHashMap<>();
        mapping.properties().forEach(each -> overrides.put(each.getKey(), override(each.getValue())));
        return Collections.unmodifiableMap(overrides);
    }

    private static MappingOverride override(JsonNode override) {
        if (override.has("value")) {
            return new MappingOverride.Constant(override.path("value").deepCopy());
        }
        return override.has("drop")
                ? new MappingOverride.Drop()
                : new MappingOverride.Replace(text(override.path("from")), secret(override.at("/hash/salt")));
    }

    private static BatchConfig batch(JsonNode batch) {
        return new BatchConfig(
                batch.path("maxEvents").asInt(),
                size(batch.path("maxBytes")),
                Duration.ofMillis(batch.path("lingerMillis").asLong()));
    }

    private static DeliveryConfig delivery(JsonNode delivery) {
        return new DeliveryConfig(
                delivery.path("concurrency").asInt(),
                Duration.ofMillis(delivery.path("timeoutMillis").asLong()),
                Age.parse(delivery.path("maxAge").asText()));
    }

    private static WindowConfig window(JsonNode window) {
        return new WindowConfig(window.path("maxEvents").asInt(), size(window.path("maxBytes")));
    }

    private static Optional<String> text(JsonNode text) {
        return Optional.of(text.asText()).filter(value -> !value.isEmpty());
    }
}
