package dev.sluice.management;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the body of one request within bounds of size and time. Lives on the request's event loop. */
final class RequestBody {

    /**
     * How long a body may be, and how long it may take.
     *
     * @param maxBytes more is refused with 413
     * @param time longer is refused with 408
     */
    record Limits(int maxBytes, Duration time) {

        /** Room for a block of an import and the longest line beyond it. */
        static final Limits STANDARD = new Limits(8 << 20, Duration.ofSeconds(10));
    }

    /** A body that is not read to its end. */
    static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int status;

        private RefusedException(int status, String message) {
            super(message, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(RequestBody.class);
    private static final String KEY = "sluice.body";

    private final Promise<Buffer> whole = Promise.promise();
    private final Buffer read = Buffer.buffer();
    private final Limits limits;

    private RequestBody(Limits limits) {
        this.limits = limits;
    }

    /** Completes with the whole body; fails with a {@link RefusedException}, or with what broke the connection. */
    private static Future<Buffer> of(HttpServerRequest request, Vertx vertx, Limits limits) {
        return new RequestBody(limits).read(request, vertx);
    }

    /** A step of a router: reads the body of a request that may have one, for {@link #in}, or refuses it. */
    static Handler<RoutingContext> within(Limits limits) {
        return context -> {
            if (RequestGuard.reads(context.request())) {
                context.next();
                return;
            }
            of(context.request(), context.vertx(), limits)
                    .onSuccess(body -> {
                        context.put(KEY, body);
                        context.next();
                    })
                    .onFailure(failure -> refuse(context, failure));
        };
    }

    /** The body as it was read; empty where there was none. */
    static Buffer in(RoutingContext context) {
        Buffer body = context.get(KEY);
        return body == null ? Buffer.buffer() : body;
    }

    private static void refuse(RoutingContext context, Throwable failure) {
        if (failure instanceof RefusedException refused) {
            Reply.refuse(context.vertx(), context.request(), refused.status(), refused.getMessage());
        } else {
            LOG.debug("A client of management went away before its request was whole: {}", failure.getMessage());
        }
    }

    private Future<Buffer> read(HttpServerRequest request, Vertx vertx) {
        long timer = vertx.setTimer(
                limits.time().toMillis(),
                late -> whole.tryFail(new RefusedException(408, "the body took too long to arrive")));
        request.exceptionHandler(whole::tryFail);
        request.handler(this::take);
        request.endHandler(end -> whole.tryComplete(read));
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        return whole.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private void take(Buffer chunk) {
        if (read.length() + (long) chunk.length() > limits.maxBytes()) {
            whole.tryFail(new RefusedException(413, "the body is over " + limits.maxBytes() + " bytes"));
        } else if (!whole.future().isComplete()) {
            read.appendBuffer(chunk);
        }
    }
}
