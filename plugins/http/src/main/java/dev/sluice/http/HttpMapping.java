package dev.sluice.http;

import static dev.sluice.spi.MappingRow.optional;
import static dev.sluice.spi.MappingRow.required;
import static dev.sluice.spi.Source.at;

import com.fasterxml.jackson.databind.node.LongNode;
import dev.sluice.spi.Conversion;
import dev.sluice.spi.MappedEvent;
import dev.sluice.spi.Mapping;
import dev.sluice.spi.MappingRow;
import dev.sluice.spi.Source;
import dev.sluice.spi.ValueLimits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What is sent for an event, as the field {@code body} of the mapped event: so that a template may give a list or a string, and an override
 * reaches into either form of it.
 */
final class HttpMapping {

    /** What the mapped event's JSON has around the body, which is its only field. */
    private static final int BEFORE = "{\"body\":".getBytes(StandardCharsets.UTF_8).length;

    private static final int AFTER = 1;

    /** Readers of JSON give up at 1000 levels; the events themselves stay far below. */
    private static final int MAX_DEPTH = 900;

    private static final Conversion SECONDS = new Conversion(
            "seconds",
            time -> time.isIntegralNumber() ? LongNode.valueOf(Math.floorDiv(time.longValue(), 1000L)) : time);

    private HttpMapping() {}

    static Mapping of(HttpSettings settings) {
        List<MappingRow> rows = settings.body().map(HttpMapping::template).orElseGet(HttpMapping::wholeEvent);
        // A longer string would not fit into a request.
        return new Mapping(rows, Set.of(), new ValueLimits(settings.maxBytes(), MAX_DEPTH));
    }

    /** The body as the mapping made it, out of the mapped event. */
    static byte[] body(MappedEvent event) {
        byte[] json = event.json();
        return json.length < BEFORE + AFTER ? new byte[0] : Arrays.copyOfRange(json, BEFORE, json.length - AFTER);
    }

    private static List<MappingRow> template(BodyTemplate template) {
        return List.of(
                required("body", Source.computed("the template in settings body", template::apply), Conversion.NONE));
    }

    /** The form in which Customer.io sends it, whichever form it came in. */
    private static List<MappingRow> wholeEvent() {
        return List.of(
                required("body.event_id", at("/event_id"), Conversion.NONE),
                optional("body.object_type", at("/object_type"), Conversion.NONE),
                optional("body.metric", at("/metric"), Conversion.NONE),
                optional("body.timestamp", at("/timestamp"), SECONDS),
                optional("body.data", at("/data"), Conversion.NONE));
    }
}
