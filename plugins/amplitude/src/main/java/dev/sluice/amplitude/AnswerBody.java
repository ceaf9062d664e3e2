package dev.sluice.amplitude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.spi.DeliveryResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An answer's body, which may be JSON, a load balancer's page, or anything. */
final class AnswerBody {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Enough of a reason for a person; Amplitude's own are shorter. */
    private static final int MAX_REASON_CHARACTERS = 300;

    private static final int LOOK_FOR_PAGE_BYTES = 256;

    private final JsonNode json;
    private final boolean page;
    private final String apiKey;

    /** @param apiKey cut out of all that is quoted: Amplitude echoes the key it refuses */
    AnswerBody(DeliveryResponse response, String apiKey) {
        this.apiKey = apiKey;
        json = parse(response.body());
        String start = new String(
                        response.body(),
                        0,
                        Math.min(response.body().length, LOOK_FOR_PAGE_BYTES),
                        StandardCharsets.ISO_8859_1)
                .stripLeading();
        page = start.startsWith("<");
    }

    /** The JSON object; a missing node where there is none. */
    JsonNode json() {
        return json;
    }

    /** Whether a person's browser was meant to show it. */
    boolean isPage() {
        return page;
    }

    /** Amplitude's own words, fit to be shown. */
    String error() {
        return shown(json.path("error").asText());
    }

    /** Words out of the answer without the key, on one line, no longer than a person reads. */
    String shown(String words) {
        String shown =
                words.replace(apiKey, "***").replaceAll("\\p{Cntrl}", " ").strip();
        String cut = shown.length() <= MAX_REASON_CHARACTERS ? shown : shown.substring(0, MAX_REASON_CHARACTERS);
        // Half a surrogate pair, from the answer or from the cut, becomes a question mark: no JSON in UTF-8 could hold
        // it.
        return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode tree = MAPPER.readTree(body);
            return tree != null && tree.isObject() ? tree : MissingNode.getInstance();
        } catch (IOException unreadable) {
            return MissingNode.getInstance();
        }
    }
}
