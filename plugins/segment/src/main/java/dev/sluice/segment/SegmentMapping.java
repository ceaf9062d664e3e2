package dev.sluice.segment;

import static dev.sluice.spi.MappingRow.optional;
import static dev.sluice.spi.MappingRow.required;
import static dev.sluice.spi.Source.at;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.spi.Conversion;
import dev.sluice.spi.IsoTime;
import dev.sluice.spi.Mapping;
import dev.sluice.spi.MappingRow;
import dev.sluice.spi.Source;
import dev.sluice.spi.ValueLimits;
import dev.sluice.spi.customerio.MessageSources;
import dev.sluice.spi.customerio.PersonSources;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which field of an event becomes which field of a track call. Sources: segment.com/docs/connections/spec/track and /common, and
 * /connections/spec/email for the place of the e-mail address.
 */
final class SegmentMapping {

    /**
     * Segment bounds a whole event and no string in it; this keeps a long message from filling the 32 KB alone, even where each
     * character takes three bytes. Depth is bounded by nobody but the reader of the event.
     */
    private static final ValueLimits LIMITS = new ValueLimits(8_000, 500);

    private static final Conversion USABLE_ID =
            Conversion.TEXT.then(new Conversion("absent where blank", id -> isUsable(id) ? id : null));

    /** Lower case, as in the example of the common fields. */
    private static final Conversion DEVICE_TYPE = Conversion.TEXT.then(new Conversion(
            "lower case",
            type -> isUsable(type) ? TextNode.valueOf(type.asText().strip().toLowerCase(Locale.ROOT)) : null));

    private static final PersonSources PERSON = new PersonSources(SegmentMapping::isUsable);

    private SegmentMapping() {}

    static Mapping of(SegmentSettings settings) {
        List<MappingRow> rows = new ArrayList<>(List.of(
                required("type", text("track", "always \"track\""), Conversion.NONE),
                optional("userId", PERSON.id(), USABLE_ID),
                optional("anonymousId", anonymousId(), USABLE_ID),
                required("event", MessageSources.name(), settings.eventNames().conversion()),
                required("messageId", at("/event_id"), MessageIds.conversion(settings.messageIdPrefix())),
                required("timestamp", at("/timestamp"), IsoTime.CONVERSION),
                optional("context.library.name", text("sluice", "always \"sluice\""), Conversion.NONE),
                optional("context.device.id", PERSON.deviceId(), USABLE_ID),
                optional("context.device.type", PERSON.platform(), DEVICE_TYPE),
                optional("context.traits.email", at("/data/identifiers/email"), Conversion.NONE)));
        boolean chosen = !settings.integrations().isEmpty();
        if (chosen) {
            rows.add(optional(
                    "integrations",
                    Source.constant(settings.integrations(), "settings integrations"),
                    Conversion.NONE));
        }
        rows.add(optional("properties", MessageSources.otherFields(), Conversion.NONE));
        rows.add(optional("properties.cio_id", at("/data/identifiers/cio_id"), Conversion.NONE));
        rows.add(optional("properties.recipients", at("/data/recipients"), PERSON.moreThanOneDevice()));
        rows.add(optional("properties.content", MessageSources.content(settings.bodyContent()), Conversion.NONE));
        return new Mapping(rows, chosen ? Set.of() : Set.of("integrations"), LIMITS);
    }

    /** Whether a value is a text or number with anything in it. */
    static boolean isUsable(JsonNode id) {
        return (id.isTextual() || id.isNumber()) && !id.asText().isBlank();
    }

    /** Only in place of a userId: both in one call would tie the one to the other for good. */
    private static Source anonymousId() {
        return at("/data/identifiers/cio_id")
                .orElse(PERSON.deviceId())
                .where("where there is no userId", event -> !hasUser(event));
    }

    private static boolean hasUser(JsonNode event) {
        JsonNode id = PERSON.id().read(event);
        return id != null && isUsable(id);
    }

    private static Source text(String value, String description) {
        return Source.constant(TextNode.valueOf(value), description);
    }
}
