package com.example.ndjson;

import static dev.sluice.spi.MappingRow.optional;
import static dev.sluice.spi.MappingRow.required;
import static dev.sluice.spi.Source.at;

import dev.sluice.spi.Conversion;
import dev.sluice.spi.Mapping;
import dev.sluice.spi.ValueLimits;
import dev.sluice.spi.customerio.MessageSources;
import dev.sluice.spi.customerio.NameConversions;
import dev.sluice.spi.customerio.PersonSources;
import java.util.List;
import java.util.Set;

/** Which field of an event becomes which field of a line. */
final class NdjsonMapping {

    private static final ValueLimits LIMITS = new ValueLimits(10_000, 20);

    private static final PersonSources PERSON =
            new PersonSources(id -> !id.asText().isBlank());

    static final Mapping ROWS = new Mapping(
            List.of(
                    required("id", at("/event_id"), Conversion.NONE),
                    required("event", MessageSources.name(), NameConversions.CAPITALISED),
                    required("time", at("/timestamp"), new Conversion("milliseconds", time -> time)),
                    optional("person", PERSON.id(), Conversion.TEXT),
                    optional("device", PERSON.deviceId(), Conversion.TEXT),
                    optional("properties", MessageSources.otherFields(), Conversion.NONE)),
            Set.of("tags"),
            LIMITS);

    private NdjsonMapping() {}
}
