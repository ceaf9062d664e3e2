package dev.sluice.lane.handover;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Writes the form of a message between nodes: numbers in big-endian, all else with its length before it. */
final class WireWriter {

    private final Buffer buffer;

    WireWriter(Buffer buffer) {
        this.buffer = buffer;
    }

    WireWriter number(long value) {
        buffer.appendLong(value);
        return this;
    }

    WireWriter small(int value) {
        buffer.appendInt(value);
        return this;
    }

    WireWriter text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    WireWriter bytes(byte[] value) {
        buffer.appendInt(value.length).appendBytes(value);
        return this;
    }
}
