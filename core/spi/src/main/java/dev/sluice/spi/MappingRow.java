package dev.sluice.spi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;

/**
 * One row of a mapping: a target field, where its value comes from and what is done to it.
 *
 * @param path a field of the mapped event, or a field inside one. A row whose value is an object, where one is there already, adds
 *     its fields to it
 * @param source where the value comes from
 * @param conversion what is done to it
 * @param required true where the destination can't do without it: a configuration may take it from elsewhere, but not drop it
 */
public record MappingRow(TargetPath path, Source source, Conversion conversion, boolean required) {

    /** @throws IllegalArgumentException where the target is blank */
    public MappingRow {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(conversion, "conversion");
        if (path.dotted().isBlank()) {
            throw new IllegalArgumentException("a mapping row needs a target");
        }
    }

    /**
     * A row that a configuration may drop.
     *
     * @param target written with dots: {@code event_properties.email}
     * @param source where the value comes from
     * @param conversion what is done to it
     * @return the row
     */
    public static MappingRow optional(String target, Source source, Conversion conversion) {
        return new MappingRow(TargetPath.of(target), source, conversion, false);
    }

    /**
     * A row that a configuration may change but not drop.
     *
     * @param target written with dots: {@code event_properties.email}
     * @param source where the value comes from; every event has one there
     * @param conversion what is done to it
     * @return the row
     */
    public static MappingRow required(String target, Source source, Conversion conversion) {
        return new MappingRow(TargetPath.of(target), source, conversion, true);
    }

    /** {@return the target as configurations and tables write it: {@code event_properties.email}} */
    public String target() {
        return path.dotted();
    }

    /** Fills the target, where the source has a value. */
    void apply(JsonNode document, ObjectNode mapped) {
        JsonNode value = source.read(document);
        JsonNode converted = value == null ? null : conversion.function().apply(value);
        if (converted != null) {
            path.put(mapped, converted);
        }
    }
}
