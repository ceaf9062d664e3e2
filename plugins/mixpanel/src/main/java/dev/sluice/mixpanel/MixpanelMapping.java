package dev.sluice.mixpanel;

import static dev.sluice.spi.MappingRow.optional;
import static dev.sluice.spi.MappingRow.required;
import static dev.sluice.spi.Source.at;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.spi.Conversion;
import dev.sluice.spi.Mapping;
import dev.sluice.spi.MappingRow;
import dev.sluice.spi.Source;
import dev.sluice.spi.ValueLimits;
import dev.sluice.spi.customerio.MessageSources;
import dev.sluice.spi.customerio.NameConversions;
import dev.sluice.spi.customerio.PersonSources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which field of an event becomes which field of Mixpanel's. Source: docs.mixpanel.com/reference/import-events. */
final class MixpanelMapping {

    /**
     * Mixpanel cuts strings after 255 characters, and refuses events that nest deeper than 3. Its document leaves open whether the
     * properties count as the first of the 3, so they do.
     */
    private static final ValueLimits LIMITS = new ValueLimits(255, 4);

    private static final PersonSources PERSON = DistinctIds.PERSON;

    private MixpanelMapping() {}

    static Mapping of(MixpanelSettings settings) {
        List<MappingRow> rows = new ArrayList<>(List.of(
                required("event", MessageSources.name(), NameConversions.CAPITALISED),
                optional("properties", MessageSources.otherFields(), Entries.OF_THE_EVENT),
                optional("properties.email", at("/data/identifiers/email"), Conversion.NONE),
                optional("properties.cio_id", at("/data/identifiers/cio_id"), Conversion.NONE),
                optional(
                        "properties.recipients",
                        at("/data/recipients"),
                        PERSON.moreThanOneDevice().then(Entries.OF_A_VALUE)),
                optional("properties.content", MessageSources.content(settings.bodyContent()), Conversion.NONE),
                optional("properties.platform", PERSON.platform(), NameConversions.PLATFORM),
                optional("properties.distinct_id", DistinctIds.of(settings.idMerge()), DistinctIds.USABLE)));
        if (settings.idMerge() == IdMerge.SIMPLIFIED) {
            rows.add(optional("properties.$user_id", PERSON.id(), DistinctIds.USABLE));
            rows.add(optional("properties.$device_id", PERSON.deviceId(), DistinctIds.USABLE));
        } else {
            rows.add(optional("properties.device_id", PERSON.deviceId(), DistinctIds.USABLE));
        }
        rows.add(required("properties.$insert_id", at("/event_id"), InsertIds.CONVERSION));
        rows.add(optional("properties.event_id", at("/event_id"), InsertIds.WHERE_REPLACED));
        rows.add(required("properties.time", at("/timestamp"), new Conversion("milliseconds", time -> time)));
        group("account_id", settings.accountId(), "accountId").ifPresent(rows::add);
        group("workspace", settings.workspaceId(), "workspaceId").ifPresent(rows::add);
        rows.add(optional(
                "properties.ip",
                Source.constant(TextNode.valueOf("0"), "always \"0\": where the relay stands is nobody's place"),
                Conversion.NONE));
        return new Mapping(rows, Set.of(), LIMITS);
    }

    /** A group's id is a property under the group's key. Source: docs.mixpanel.com/docs/data-structure/group-analytics. */
    private static Optional<MappingRow> group(String key, Optional<String> id, String setting) {
        return id.map(value -> optional(
                "properties." + key, Source.constant(TextNode.valueOf(value), "settings " + setting), Conversion.NONE));
    }
}
