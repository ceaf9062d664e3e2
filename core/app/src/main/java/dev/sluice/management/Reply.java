package dev.sluice.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the management API answers: JSON, and for an error a sentence. */
final class Reply {

    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);

    private Reply() {}

    /** Answers with what comes, or with what went wrong. */
    static void of(RoutingContext context, Future<? extends JsonNode> answer) {
        answer.onSuccess(json -> send(context, 200, json)).onFailure(context::fail);
    }

    /** Answers a failed request by what failed. */
    static void failure(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure instanceof IllegalArgumentException) {
            error(context, 400, failure.getMessage());
        } else if (failure instanceof NotFoundException) {
            error(context, 404, failure.getMessage());
        } else if (failure == null || context.statusCode() == 413) {
            error(context, context.statusCode(), context.statusCode() == 413 ? "the body is too large" : "refused");
        } else {
            LOG.error("A request to {} failed", context.normalizedPath(), failure);
            error(context, 500, "that failed; the log says why");
        }
    }

    static void error(RoutingContext context, int status, String words) {
        send(context, status, JsonNodeFactory.instance.objectNode().put("error", words));
    }

    private static void send(RoutingContext context, int status, JsonNode json) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(json.toString());
    }
}
