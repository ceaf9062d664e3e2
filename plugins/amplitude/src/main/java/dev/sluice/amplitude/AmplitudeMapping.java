package dev.sluice.amplitude;

import static dev.sluice.spi.MappingRow.optional;
import static dev.sluice.spi.MappingRow.required;
import static dev.sluice.spi.Source.at;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.spi.Conversion;
import dev.sluice.spi.Mapping;
import dev.sluice.spi.MappingRow;
import dev.sluice.spi.Source;
import dev.sluice.spi.ValueLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which field of an event becomes which field of Amplitude's. */
final class AmplitudeMapping {

    /** Strings up to 1024 characters, objects up to 40 levels deep: amplitude.com/docs/apis/analytics/http-v2. */
    private static final ValueLimits LIMITS = new ValueLimits(1024, 40);

    private static final String PREFERENCES_CHANGED = "cio_subscription_preferences_changed";

    /** What rows of their own take out of {@code data}. */
    private static final Set<String> TAKEN_ELSEWHERE =
            Set.of("identifiers", "recipients", "content", "device_id", "device_platform");

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

    private static final Conversion CAPITALISED = Conversion.TEXT.then(
            new Conversion("each word capitalised", name -> TextNode.valueOf(Words.capitalised(name.asText()))));

    private static final Conversion PLATFORM = Conversion.TEXT.then(new Conversion(
            "iOS, Android, Web; others capitalised",
            name -> name.asText().isBlank() ? null : TextNode.valueOf(Words.platform(name.asText()))));

    private AmplitudeMapping() {}

    static Mapping of(AmplitudeSettings settings) {
        List<MappingRow> rows = new ArrayList<>(List.of(
                optional("user_id", userId(), USABLE_ID),
                optional("device_id", deviceId(), USABLE_ID),
                optional("platform", platform(), PLATFORM),
                required("event_type", Source.joined("/object_type", "/metric"), CAPITALISED),
                required("insert_id", at("/event_id"), Conversion.NONE),
                required("time", at("/timestamp"), new Conversion("milliseconds", time -> time))));
        ObjectNode groups = groups(settings);
        if (!groups.isEmpty()) {
            rows.add(optional("groups", Source.constant(groups, "settings accountId, workspaceId"), Conversion.NONE));
        }
        rows.add(optional("event_properties", Source.remainder("/data", TAKEN_ELSEWHERE), Conversion.NONE));
        rows.add(optional("event_properties.email", at("/data/identifiers/email"), Conversion.NONE));
        rows.add(optional("event_properties.cio_id", at("/data/identifiers/cio_id"), Conversion.NONE));
        rows.add(optional(
                "event_properties.recipients",
                at("/data/recipients"),
                new Conversion(
                        "only where it says more than device_id and platform do",
                        recipients -> Recipient.saysMore(recipients) ? recipients : null)));
        rows.add(optional("event_properties.content", content(settings.bodyContent()), Conversion.NONE));
        return new Mapping(rows, FURTHER_TARGETS, LIMITS);
    }

    private static Source userId() {
        return Source.computed(
                "data.identifiers.id (0 becomes data.identifiers.email), data.customer_id only where identifiers is absent",
                event -> {
                    JsonNode identifiers = event.at("/data/identifiers");
                    if (identifiers.isMissingNode() || identifiers.isNull()) {
                        return present(event.at("/data/customer_id"));
                    }
                    JsonNode id = identifiers.path("id");
                    return present(id.asText().strip().equals("0") ? identifiers.path("email") : id);
                });
    }

    private static Source deviceId() {
        return Source.computed(
                        "data.recipients.device_id (the first that is usable)",
                        event -> present(
                                Recipient.of(event.at("/data/recipients")).path("device_id")))
                .orElse(at("/data/device_id"));
    }

    private static Source platform() {
        return Source.computed("platform or device_platform of the same recipient", event -> {
                    JsonNode recipient = Recipient.of(event.at("/data/recipients"));
                    JsonNode platform = named(recipient.path("platform"));
                    return platform != null ? platform : named(recipient.path("device_platform"));
                })
                .orElse(at("/data/device_platform"));
    }

    private static Source content(boolean bodyContent) {
        return at("/data/content")
                .where(
                        bodyContent
                                ? "of sent events and of preference changes"
                                : "of preference changes (of sent events with bodyContent)",
                        event -> hasContent(event, bodyContent));
    }

    private static boolean hasContent(JsonNode event, boolean bodyContent) {
        String metric = event.path("metric").asText();
        if (metric.equals(PREFERENCES_CHANGED)
                || event.path("object_type").asText().equals("customer")) {
            return true;
        }
        return bodyContent && metric.equals("sent");
    }

    private static ObjectNode groups(AmplitudeSettings settings) {
        ObjectNode groups = JsonNodeFactory.instance.objectNode();
        settings.accountId().ifPresent(id -> groups.putArray("account_id").add(id));
        settings.workspaceId().ifPresent(id -> groups.putArray("workspace").add(id));
        return groups;
    }

    private static @Nullable JsonNode named(JsonNode platform) {
        return platform.asText().isBlank() ? null : present(platform);
    }

    private static @Nullable JsonNode present(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? null : value;
    }
}
