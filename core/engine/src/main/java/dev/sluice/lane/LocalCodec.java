package dev.sluice.lane;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Passes a message by reference to a consumer of the same node; the messages are immutable and never leave it. */
final class LocalCodec<T> implements MessageCodec<T, T> {

    private final Class<T> type;

    LocalCodec(Class<T> type) {
        this.type = type;
    }

    @Override
    public T transform(T message) {
        return message;
    }

    @Override
    public void encodeToWire(Buffer buffer, T message) {
        throw leaves();
    }

    @Override
    public T decodeFromWire(int position, Buffer buffer) {
        throw leaves();
    }

    @Override
    public String name() {
        return type.getName();
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }

    private IllegalStateException leaves() {
        return new IllegalStateException(type.getSimpleName() + " is addressed to consumers of its own node only");
    }
}
