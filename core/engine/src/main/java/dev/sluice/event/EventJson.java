package dev.sluice.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * How the JSON of events is read: the same bounds at ingest and in the lanes, so that what passes the one passes the other. Only
 * what shows when a value is read, such as half a surrogate pair in UTF-8, comes to light in the lanes.
 */
public final class EventJson {

    /** Deeper bodies are broken; no documented event nests more than five levels. */
    public static final int MAX_DEPTH = 500;

    /** Digits of a number; Jackson's own bound, named since it is part of what is refused. */
    public static final int MAX_NUMBER_LENGTH = 1000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .build())
            // JSON between systems is UTF-8 (RFC 8259, 8.1); of other encodings the parser knows no byte offsets.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build();

    /** Numbers keep every digit, so that an id or an amount arrives as it was sent. */
    static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private EventJson() {}

    /** What is wrong and where, without the parser's excerpt of the source, which may hold personal data. */
    public static String explain(JsonProcessingException broken) {
        JsonLocation place = broken.getLocation();
        String where = place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
        String what = broken.getOriginalMessage();
        // The parser's own words for an early end tell of its buffers.
        return (what.startsWith("Unexpected end-of-input") ? "the JSON ends too early" : what) + where;
    }

    /** A streaming parser over part of an array. */
    public static JsonParser parser(byte[] json, int offset, int length) throws IOException {
        return FACTORY.createParser(json, offset, length);
    }

    /** A streaming parser over a document of any length. */
    public static JsonParser parser(InputStream json) throws IOException {
        return FACTORY.createParser(json);
    }

    /** Writes what a parser reads. */
    public static JsonGenerator generator(OutputStream out) throws IOException {
        return FACTORY.createGenerator(out);
    }
}
