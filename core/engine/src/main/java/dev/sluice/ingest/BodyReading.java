package dev.sluice.ingest;

import dev.sluice.config.IngestConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Reads one request's body within its bounds: of size, of time, and of the bytes that all requests hold together. What runs over
 * is refused as soon as it does, and never held. Lives on the request's event loop.
 */
final class BodyReading {

    /** How long a refused body is still read and thrown away, so that the sender gets to see the answer. */
    private static final long DISCARD_MILLIS = 5_000;

    private final HttpServerRequest request;
    private final BodyBudget budget;
    private final long maxBytes;
    private final Promise<byte[]> body = Promise.promise();
    private Buffer read = Buffer.buffer();
    private long taken;

    BodyReading(Vertx vertx, HttpServerRequest request, IngestConfig config, BodyBudget budget) {
        this.request = request;
        this.budget = budget;
        maxBytes = config.maxBodyBytes().bytes();
        if (announced(request) > maxBytes) {
            refuse(IngestAnswer.tooLarge(maxBytes));
            return;
        }
        long timer = vertx.setTimer(config.bodyTimeout().toMillis(), late -> refuse(IngestAnswer.tooSlow()));
        body.future().onComplete(done -> vertx.cancelTimer(timer));
        request.exceptionHandler(gone -> body.tryFail(new SenderGoneException()));
        request.handler(this::take);
        request.endHandler(end -> body.tryComplete(read.getBytes()));
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
    }

    /** Completes with the whole body; fails with {@link BodyRefusedException} or {@link SenderGoneException}. */
    Future<byte[]> body() {
        return body.future();
    }

    /** Gives back what the body took of the budget; to be called once, when the body is needed no more. */
    void release() {
        read = Buffer.buffer();
        budget.give(taken);
        taken = 0;
    }

    /** Reads a refused body and throws it away; closes the connection where that takes too long. */
    static void discard(Vertx vertx, HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        long timer = vertx.setTimer(DISCARD_MILLIS, late -> request.connection().close());
        request.exceptionHandler(gone -> vertx.cancelTimer(timer));
        request.handler(chunk -> {});
        request.endHandler(end -> vertx.cancelTimer(timer));
    }

    private void take(Buffer chunk) {
        if (body.future().isComplete()) {
            return;
        }
        if (read.length() + (long) chunk.length() > maxBytes) {
            refuse(IngestAnswer.tooLarge(maxBytes));
        } else if (!budget.take(chunk.length())) {
            refuse(IngestAnswer.unavailable("overloaded", "too many webhooks are being received"));
        } else {
            taken += chunk.length();
            read = read.length() == 0 ? chunk : read.appendBuffer(chunk);
        }
    }

    private void refuse(IngestAnswer answer) {
        body.tryFail(new BodyRefusedException(answer));
    }

    /** The announced length; 0 where there is none, or none that is a number (then the count while reading decides). */
    private static long announced(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException unreadable) {
            return 0;
        }
    }
}
