package dev.sluice.testkit.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Carries out on the wire what was decided about a request. */
final class ReactionWriter {

    private final Vertx vertx;

    ReactionWriter(Vertx vertx) {
        this.vertx = vertx;
    }

    void write(HttpServerRequest request, Reaction reaction) {
        if (reaction instanceof Reaction.Respond respond) {
            head(request, respond.reply()).end(respond.reply().body());
        } else if (reaction instanceof Reaction.Drip drip) {
            drip(request, drip);
        } else if (reaction instanceof Reaction.Close) {
            request.connection().close();
        }
        // Nothing is left to do for a hang: the connection stays open until a side closes it.
    }

    private void drip(HttpServerRequest request, Reaction.Drip drip) {
        Buffer body = Buffer.buffer(drip.reply().body());
        HttpServerResponse response = head(request, drip.reply());
        response.putHeader("content-length", Integer.toString(body.length()));
        Drops drops = new Drops(response, body);
        long timer = vertx.setPeriodic(drip.betweenBytes().toMillis(), drops::next);
        response.closeHandler(gone -> vertx.cancelTimer(timer));
    }

    private static HttpServerResponse head(HttpServerRequest request, Reply reply) {
        HttpServerResponse response =
                request.response().setStatusCode(reply.status()).putHeader("content-type", reply.contentType());
        reply.retryAfter().ifPresent(pause -> response.putHeader("retry-after", Long.toString(pause.toSeconds())));
        return response;
    }

    /** The bytes of an answer, one at a time. */
    private final class Drops {

        private final HttpServerResponse response;
        private final Buffer body;
        private int sent;

        Drops(HttpServerResponse response, Buffer body) {
            this.response = response;
            this.body = body;
        }

        void next(long timer) {
            if (response.closed() || sent == body.length()) {
                vertx.cancelTimer(timer);
                return;
            }
            response.write(body.getBuffer(sent, sent + 1));
            sent++;
            if (sent == body.length()) {
                vertx.cancelTimer(timer);
                response.end();
            }
        }
    }
}
