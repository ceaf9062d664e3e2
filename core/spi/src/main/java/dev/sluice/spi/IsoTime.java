package dev.sluice.spi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as text: ISO 8601 in UTC, always with milliseconds, so that all have one length. */
public final class IsoTime {

    /** Of milliseconds since 1970. A time that an override took from elsewhere and that is no such number stays as it is. */
    public static final Conversion CONVERSION = new Conversion("ISO 8601", IsoTime::ofMillis);

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private IsoTime() {}

    /**
     * A time as text.
     *
     * @param time cut to milliseconds
     * @return {@code 2026-03-02T08:00:00.000Z}
     */
    public static String of(Instant time) {
        return FORM.format(time);
    }

    private static JsonNode ofMillis(JsonNode time) {
        return time.isIntegralNumber() && time.canConvertToLong()
                ? TextNode.valueOf(of(Instant.ofEpochMilli(time.longValue())))
                : time;
    }
}
