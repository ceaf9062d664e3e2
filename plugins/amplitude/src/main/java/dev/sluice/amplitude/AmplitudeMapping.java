package dev.sluice.amplitude;

import static dev.sluice.spi.MappingRow.optional;
import static dev.sluice.spi.MappingRow.required;
import static dev.sluice.spi.Source.at;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Set;

/** Which field of an event becomes which field of Amplitude's. */
final class AmplitudeMapping {

    /** Strings up to 1024 characters, objects up to 40 levels deep: amplitude.com/docs/apis/analytics/http-v2. */
    private static final ValueLimits LIMITS = new ValueLimits(1024, 40);

    /** Fields of an Amplitude event that nothing at Customer.io fills. */
    private static final Set<String> FURTHER_TARGETS = Set.of(
            "user_properties",
            "group_properties",
            "app_version",
            "os_name",
            "os_version",
            "device_brand",
            "device_manufacturer",
            "device_model",
            "carrier",
            "country",
            "region",
            "city",
            "dma",
            "language",
            "price",
            "quantity",
            "revenue",
            "productId",
            "revenueType",
            "location_lat",
            "location_lng",
            "ip",
            "idfa",
            "idfv",
            "adid",
            "android_id",
            "event_id",
            "session_id",
            "library",
            "partner_id",
            "plan",
            "ingestion_metadata");

    private static final Conversion USABLE_ID = Conversion.TEXT.then(new Conversion(
            "absent where Amplitude refuses the id", id -> RefusedIds.contains(id.asText()) ? null : id));

    private static final PersonSources PERSON = new PersonSources(RefusedIds::isUsable);

    private AmplitudeMapping() {}

    static Mapping of(AmplitudeSettings settings) {
        List<MappingRow> rows = new ArrayList<>(List.of(
                optional("user_id", PERSON.id(), USABLE_ID),
                optional("device_id", PERSON.deviceId(), USABLE_ID),
                optional("platform", PERSON.platform(), NameConversions.PLATFORM),
                required("event_type", MessageSources.name(), NameConversions.CAPITALISED),
                required("insert_id", at("/event_id"), Conversion.NONE),
                required("time", at("/timestamp"), new Conversion("milliseconds", time -> time))));
        ObjectNode groups = groups(settings);
        if (!groups.isEmpty()) {
            rows.add(optional("groups", Source.constant(groups, "settings accountId, workspaceId"), Conversion.NONE));
        }
        rows.add(optional("event_properties", MessageSources.otherFields(), Conversion.NONE));
        rows.add(optional("event_properties.email", at("/data/identifiers/email"), Conversion.NONE));
        rows.add(optional("event_properties.cio_id", at("/data/identifiers/cio_id"), Conversion.NONE));
        rows.add(optional("event_properties.recipients", at("/data/recipients"), PERSON.moreThanOneDevice()));
        rows.add(optional("event_properties.content", MessageSources.content(settings.bodyContent()), Conversion.NONE));
        return new Mapping(rows, FURTHER_TARGETS, LIMITS);
    }

    private static ObjectNode groups(AmplitudeSettings settings) {
        ObjectNode groups = JsonNodeFactory.instance.objectNode();
        settings.accountId().ifPresent(id -> groups.putArray("account_id").add(id));
        settings.workspaceId().ifPresent(id -> groups.putArray("workspace").add(id));
        return groups;
    }
}
