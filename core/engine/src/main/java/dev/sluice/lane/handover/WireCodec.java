package dev.sluice.lane.handover;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** The form of one type of message between nodes: an edition, and then what the type says. By reference inside a node. */
abstract class WireCodec<T> implements MessageCodec<T, T> {

    /**
     * Another one whenever the form of any type changes; a node does not read those of others. One for all types, so that nobody takes a
     * chunk whose owner could not read what becomes of it.
     */
    private static final int EDITION = 1;

    private final String name;

    /** @param name the same in all editions */
    WireCodec(String name) {
        this.name = name;
    }

    abstract void write(T message, WireWriter wire);

    abstract T read(WireReader wire);

    @Override
    public final void encodeToWire(Buffer buffer, T message) {
        WireWriter wire = new WireWriter(buffer).small(EDITION);
        write(message, wire);
    }

    @Override
    public final T decodeFromWire(int position, Buffer buffer) {
        WireReader wire = new WireReader(buffer, position);
        int written = wire.small();
        if (written != EDITION) {
            throw new IllegalStateException("another node writes " + name + " in edition " + written
                    + ", this one reads " + EDITION + "; let all run versions that go together");
        }
        return read(wire);
    }

    @Override
    public final T transform(T message) {
        return message;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final byte systemCodecID() {
        return -1;
    }
}
