package dev.sluice.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;

/** What a node does when it is asked for something. For any thread; may not block. */
@FunctionalInterface
public interface Service {

    /**
     * Answers a request of this node or of another one.
     *
     * @param request not to be changed
     * @return fails with a sentence that may be shown to people, without secrets
     */
    Future<? extends JsonNode> answer(JsonNode request);
}
