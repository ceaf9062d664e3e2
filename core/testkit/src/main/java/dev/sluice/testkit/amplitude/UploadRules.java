package dev.sluice.testkit.amplitude;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/** Amplitude's documented rules for a whole request: path, size, key, count, and those for its events. */
final class UploadRules {

    private static final String BATCH = "/batch";
    private static final String HTTP = "/2/httpapi";
    private static final int BATCH_BYTES = 20_000_000;
    private static final int HTTP_BYTES = 1_000_000;
    private static final int MAX_EVENTS = 2_000;
    private static final int DEFAULT_MIN_ID_LENGTH = 5;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String apiKey;
    private final RateRules rates;
    private volatile Predicate<ObjectNode> poison = event -> false;

    UploadRules(String apiKey, RateRules rates) {
        this.apiKey = apiKey;
        this.rates = rates;
    }

    /** Requests with such an event are refused without a word about which. */
    void poison(Predicate<ObjectNode> predicate) {
        poison = predicate;
    }

    /** The body as JSON; a missing node where it is none. */
    static JsonNode parse(byte[] body) {
        try {
            JsonNode tree = MAPPER.readTree(body);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (IOException broken) {
            return MissingNode.getInstance();
        }
    }

    /** The refusal of a request; empty where its events may be taken in. */
    Optional<SandboxAnswer> refusal(String path, int bytes, JsonNode request) {
        if (!path.equals(BATCH) && !path.equals(HTTP)) {
            return Optional.of(SandboxAnswer.error(400, "Invalid request path"));
        }
        if (bytes == 0) {
            return Optional.of(SandboxAnswer.error(400, "Missing request body"));
        }
        if (bytes > (path.equals(BATCH) ? BATCH_BYTES : HTTP_BYTES)) {
            return Optional.of(SandboxAnswer.error(413, "Payload too large"));
        }
        if (!request.isObject()) {
            return Optional.of(SandboxAnswer.error(400, "Invalid JSON request body"));
        }
        for (String field : new String[] {"api_key", "events"}) {
            if (!request.has(field)) {
                ObjectNode answer = SandboxAnswer.json(400, "Request missing required field");
                return Optional.of(SandboxAnswer.of(answer.put("missing_field", field)));
            }
        }
        return refusal(request);
    }

    private Optional<SandboxAnswer> refusal(JsonNode request) {
        String key = request.path("api_key").asText();
        if (!key.equals(apiKey)) {
            return Optional.of(SandboxAnswer.error(400, "Invalid API key: " + key));
        }
        JsonNode events = request.path("events");
        if (!events.isArray() || events.size() > MAX_EVENTS) {
            return Optional.of(SandboxAnswer.error(events.isArray() ? 413 : 400, "Payload too large"));
        }
        int minIdLength = request.at("/options/min_id_length").asInt(DEFAULT_MIN_ID_LENGTH);
        Optional<ObjectNode> invalid = EventRules.refusal(events, minIdLength);
        if (invalid.isPresent()) {
            return invalid.map(SandboxAnswer::of);
        }
        for (JsonNode event : events) {
            if (poison.test((ObjectNode) event)) {
                return Optional.of(SandboxAnswer.error(400, "Bad Request"));
            }
        }
        return rates.refusal(events).map(SandboxAnswer::of);
    }
}
