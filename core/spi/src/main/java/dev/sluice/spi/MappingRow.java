package dev.sluice.spi;

import java.util.Objects;

/**
 * One row of a mapping: a target field, where its value comes from and what is done to it.
 *
 * @param target a field of the mapped event, or a field inside one after a dot: {@code event_properties.email}. A row whose
 *     target is an object that is there already adds its fields to it
 * @param source where the value comes from
 * @param conversion what is done to it
 * @param required true where the destination can't do without it: a configuration may take it from elsewhere, but not drop it
 */
public record MappingRow(String target, Source source, Conversion conversion, boolean required) {

    public MappingRow {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(conversion, "conversion");
        if (target.isBlank()) {
            throw new IllegalArgumentException("a mapping row needs a target");
        }
    }

    /** A row that a configuration may drop. */
    public static MappingRow optional(String target, Source source, Conversion conversion) {
        return new MappingRow(target, source, conversion, false);
    }

    /** A row that a configuration may change but not drop. */
    public static MappingRow required(String target, Source source, Conversion conversion) {
        return new MappingRow(target, source, conversion, true);
    }
}
