package dev.sluice.testkit.sandbox;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads bodies as a strict vendor does. */
public final class StrictJson {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private StrictJson() {}

    /** One JSON value with nothing behind it; empty where the text is anything else. */
    public static Optional<JsonNode> parse(byte[] text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(value -> !value.isMissingNode());
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    /** The elements of an array of objects; empty where it is anything else. */
    public static Optional<List<ObjectNode>> objects(JsonNode array) {
        if (!array.isArray()) {
            return Optional.empty();
        }
        List<ObjectNode> objects = new ArrayList<>(array.size());
        for (JsonNode element : array) {
            if (!(element instanceof ObjectNode object)) {
                return Optional.empty();
            }
            objects.add(object);
        }
        return Optional.of(objects);
    }
}
