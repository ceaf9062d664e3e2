package dev.sluice.spi.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.spi.DeliveryResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** What an answer says: its body, which may be JSON, a load balancer's page, or anything. Immutable. */
public final class AnswerBody {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Under one of these a destination's JSON says in words what is wrong; the first that is there counts. */
    private static final List<String> FIELDS_OF_WORDS = List.of("error", "detail", "message", "title");

    /** Enough of a reason for a person; destinations' own are shorter. */
    private static final int MAX_REASON_CHARACTERS = 300;

    private static final int LOOK_FOR_PAGE_BYTES = 256;

    /** Well beyond a reason, so that no secret is cut before it is cut out. */
    private static final int LOOK_FOR_TEXT_BYTES = 4 * 1024;

    /** What begins so was to be JSON and tells a person nothing. */
    private static final Pattern JSON_OR_PAGE = Pattern.compile("\\s*[{\\[<\"]");

    /** No person was meant to read what holds one of these. */
    private static final Pattern BINARY = Pattern.compile("[\\p{Cntrl}\uFFFD&&[^\\s]]");

    private final int status;
    private final JsonNode json;
    private final boolean page;
    private final String text;
    private final List<String> secrets;

    /**
     * Reads a body; never fails.
     *
     * @param response the answer as received
     * @param secrets cut out of all that is quoted: some destinations repeat the key they refuse
     */
    public AnswerBody(DeliveryResponse response, List<String> secrets) {
        status = response.status();
        this.secrets = List.copyOf(secrets);
        json = parse(response.body());
        String start = new String(
                        response.body(),
                        0,
                        Math.min(response.body().length, LOOK_FOR_PAGE_BYTES),
                        StandardCharsets.ISO_8859_1)
                .stripLeading();
        page = start.startsWith("<");
        text = plainText(response.body());
    }

    /** {@return the JSON object; a missing node where the body is none} */
    public JsonNode json() {
        return json;
    }

    /** {@return whether a person's browser was meant to show it} */
    public boolean isPage() {
        return page;
    }

    /** {@return the destination's own words, from its JSON or its plain text, fit to be shown; empty where it has none} */
    public String words() {
        for (String field : FIELDS_OF_WORDS) {
            String text = json.path(field).asText();
            if (!text.isBlank()) {
                return shown(text);
            }
        }
        return json.isMissingNode() ? shown(text) : "";
    }

    /** {@return the status and the destination's own words, fit to be shown} */
    public String said() {
        String words = words();
        return words.isEmpty() ? Integer.toString(status) : status + " " + words;
    }

    /**
     * Makes words out of the answer fit to be shown.
     *
     * @param words anything
     * @return the words without secrets, on one line, no longer than a person reads
     */
    public String shown(String words) {
        String shown = words;
        for (String secret : secrets) {
            shown = secret.isEmpty() ? shown : shown.replace(secret, "***");
        }
        shown = shown.replaceAll("\\p{Cntrl}", " ").strip();
        String cut = shown.length() <= MAX_REASON_CHARACTERS ? shown : shown.substring(0, MAX_REASON_CHARACTERS);
        // Half a surrogate pair, from the answer or from the cut, becomes a question mark: no JSON in UTF-8 could hold
        // it.
        return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static String plainText(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, LOOK_FOR_TEXT_BYTES), StandardCharsets.UTF_8);
        boolean readable =
                !JSON_OR_PAGE.matcher(text).lookingAt() && !BINARY.matcher(text).find();
        return readable ? text : "";
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
