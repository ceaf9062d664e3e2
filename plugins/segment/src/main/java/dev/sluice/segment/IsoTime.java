package dev.sluice.segment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.spi.Conversion;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as Segment takes them: ISO 8601 in UTC, always with milliseconds, so that all have one length. */
final class IsoTime {

    static final Conversion CONVERSION = new Conversion("ISO 8601", IsoTime::ofMillis);

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private IsoTime() {}

    static String of(Instant time) {
        return FORM.format(time);
    }

    /** A time that an override took from elsewhere and that is no number stays as it is. */
    private static JsonNode ofMillis(JsonNode time) {
        return time.isIntegralNumber() && time.canConvertToLong()
                ? TextNode.valueOf(of(Instant.ofEpochMilli(time.longValue())))
                : time;
    }
}
