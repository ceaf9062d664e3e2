package dev.sluice.testkit.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Reads a body into memory up to a limit. What comes after it is read and thrown away, so that the caller can be answered. */
final class BodyReading {

    private final Buffer body = Buffer.buffer();
    private final int maxBytes;

    private BodyReading(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Completes with at most {@code maxBytes}; fails where the caller goes away first. */
    static Future<byte[]> read(HttpServerRequest request, int maxBytes) {
        BodyReading reading = new BodyReading(maxBytes);
        Promise<byte[]> read = Promise.promise();
        request.handler(reading::add)
                .exceptionHandler(read::tryFail)
                .endHandler(end -> read.tryComplete(reading.body.getBytes()));
        return read.future();
    }

    private void add(Buffer part) {
        int room = maxBytes - body.length();
        body.appendBuffer(part, 0, Math.min(room, part.length()));
    }
}
