package dev.sluice.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.Member;
import java.util.Optional;

/**
 * What a node answered, or why it did not.
 *
 * @param node who was asked
 * @param body what it answered; empty where it did not
 * @param failure why it did not, in words; empty where it did
 */
public record NodeAnswer(Member node, Optional<JsonNode> body, String failure) {

    static NodeAnswer of(Member node, JsonNode body) {
        return new NodeAnswer(node, Optional.of(body), "");
    }

    static NodeAnswer failed(Member node, String why) {
        return new NodeAnswer(node, Optional.empty(), why);
    }

    /** Whether it answered. */
    public boolean isThere() {
        return body.isPresent();
    }

    /** Who did not answer, and why, for those who asked. */
    public ObjectNode failureJson() {
        return JsonNodeFactory.instance.objectNode().put("node", node.id()).put("error", failure);
    }
}
