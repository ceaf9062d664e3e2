package dev.sluice.http;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How the bodies of events make the body of a request.
 *
 * @param mediaType what the request says it holds
 * @param batched whether several events may go into one request
 */
record BatchFormat(String mediaType, boolean batched, String before, String between, String after) {

    private static final String JSON = "application/json";

    static final BatchFormat SINGLE = new BatchFormat(JSON, false, "", "", "");
    static final BatchFormat ARRAY = new BatchFormat(JSON, true, "[", ",", "]");

    /** Each line ends with a break, the last one too. Source: github.com/ndjson/ndjson-spec. */
    static final BatchFormat NDJSON = new BatchFormat("application/x-ndjson", true, "", "\n", "\n");

    /** An array as a field of an object. */
    static BatchFormat arrayIn(String field) {
        return new BatchFormat(JSON, true, "{" + TextNode.valueOf(field) + ":[", ",", "]}");
    }

    /** The request's body in UTF-8; empty where nothing but the events would stand in it and there are none. */
    byte[] join(List<byte[]> bodies) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(bytes(before));
        for (int i = 0; i < bodies.size(); i++) {
            joined.writeBytes(i == 0 ? new byte[0] : bytes(between));
            joined.writeBytes(bodies.get(i));
        }
        joined.writeBytes(bytes(after));
        return joined.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
