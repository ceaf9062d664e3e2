package dev.sluice.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.journal.JournalBusyException;
import dev.sluice.journal.JournalUnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the management API answers: JSON, and for an error a sentence. */
final class Reply {

    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);

    /** How long the rest of a refused request is read and thrown away. */
    private static final long DISCARD_MILLIS = 1_000;

    private Reply() {}

    /** Answers with what comes, or with what went wrong. */
    static void of(RoutingContext context, Future<? extends JsonNode> answer) {
        answer.onSuccess(json -> send(context.request(), 200, json)).onFailure(context::fail);
    }

    /** Answers a failed request by what failed. */
    static void failure(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure instanceof IllegalArgumentException) {
            error(context, 400, failure.getMessage());
        } else if (failure instanceof NotFoundException) {
            error(context, 404, failure.getMessage());
        } else if (failure instanceof JournalBusyException
                || failure instanceof JournalUnavailableException
                || failure instanceof UnheardException) {
            error(context, 503, failure.getMessage());
        } else if (failure == null) {
            error(context, context.statusCode(), "refused");
        } else {
            LOG.error("A request to {} failed", context.normalizedPath(), failure);
            error(context, 500, "that failed; the log says why");
        }
    }

    /**
     * Answers and closes the connection, so that nobody has to read the rest of what was sent. For a moment it is read all the same:
     * who is cut off while writing may never see the answer.
     */
    static void refuse(Vertx vertx, HttpServerRequest request, int status, String words) {
        if (status == 401) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
        }
        request.response().putHeader("Connection", "close");
        send(request, status, JsonNodeFactory.instance.objectNode().put("error", words));
        if (!request.isEnded()) {
            long timer =
                    vertx.setTimer(DISCARD_MILLIS, late -> request.connection().close());
            request.exceptionHandler(gone -> vertx.cancelTimer(timer));
            request.handler(chunk -> {});
            request.endHandler(end -> vertx.cancelTimer(timer));
        }
    }

    static void error(RoutingContext context, int status, String words) {
        send(context.request(), status, JsonNodeFactory.instance.objectNode().put("error", words));
    }

    private static void send(HttpServerRequest request, int status, JsonNode json) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(json.toString());
    }
}
