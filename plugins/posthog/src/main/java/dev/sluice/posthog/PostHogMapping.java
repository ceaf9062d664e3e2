package dev.sluice.posthog;

import static dev.sluice.spi.MappingRow.optional;
import static dev.sluice.spi.MappingRow.required;
import static dev.sluice.spi.Source.at;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.spi.Conversion;
import dev.sluice.spi.IsoTime;
import dev.sluice.spi.Mapping;
import dev.sluice.spi.MappingRow;
import dev.sluice.spi.Source;
import dev.sluice.spi.ValueLimits;
import dev.sluice.spi.customerio.MessageSources;
import dev.sluice.spi.customerio.NameConversions;
import dev.sluice.spi.customerio.PersonSources;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which field of an event becomes which field of PostHog's. Sources: posthog.com/docs/api/capture, and /docs/data/events on its
 * properties.
 */
final class PostHogMapping {

    /** PostHog bounds a whole event, to 1 MB, and no string in it; this keeps a long message from filling it alone. */
    private static final ValueLimits LIMITS = new ValueLimits(8_000, 100);

    private static final Conversion USABLE_ID = Conversion.TEXT.then(
            new Conversion("absent where it stands for nobody", id -> DistinctIds.isUsable(id) ? id : null));

    private static final PersonSources PERSON = new PersonSources(DistinctIds::isUsable);

    private PostHogMapping() {}

    static Mapping of(PostHogSettings settings) {
        List<MappingRow> rows = new ArrayList<>(List.of(
                required("event", MessageSources.name(), NameConversions.CAPITALISED),
                optional("distinct_id", distinctId(), USABLE_ID),
                required("uuid", at("/event_id"), EventUuids.CONVERSION),
                required("timestamp", at("/timestamp"), IsoTime.CONVERSION),
                optional("properties", MessageSources.otherFields(), Conversion.NONE),
                optional("properties.email", at("/data/identifiers/email"), Conversion.NONE),
                optional("properties.cio_id", at("/data/identifiers/cio_id"), Conversion.NONE),
                optional("properties.recipients", at("/data/recipients"), PERSON.moreThanOneDevice()),
                optional("properties.content", MessageSources.content(settings.bodyContent()), Conversion.NONE),
                optional("properties.platform", PERSON.platform(), NameConversions.PLATFORM),
                optional("properties.$device_id", PERSON.deviceId(), USABLE_ID),
                optional("properties.event_id", at("/event_id"), Conversion.TEXT),
                optional("properties.$lib", constant("sluice"), Conversion.NONE),
                optional(
                        "properties.$geoip_disable",
                        Source.constant(BooleanNode.TRUE, "always true: the relay's place is nobody's"),
                        Conversion.NONE)));
        if (!settings.personProfiles()) {
            rows.add(optional(
                    "properties.$process_person_profile",
                    Source.constant(BooleanNode.FALSE, "settings personProfiles"),
                    Conversion.NONE));
        }
        return new Mapping(rows, Set.of(), LIMITS);
    }

    /** A device stands in for a person without an id. */
    private static Source distinctId() {
        Source person = PERSON.id();
        Source usable = Source.computed(person.describe(), event -> {
            JsonNode id = person.read(event);
            return id != null && DistinctIds.isUsable(id) ? id : null;
        });
        return usable.orElse(PERSON.deviceId());
    }

    private static Source constant(String value) {
        return Source.constant(TextNode.valueOf(value), "always \"" + value + "\"");
    }
}
