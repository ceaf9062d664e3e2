package dev.sluice.lane.handover;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** The form of one type of message between nodes: an edition, and then what the type says. By reference inside a node. */
abstract class WireCodec<T> implements MessageCodec<T, T> {

    private final String name;
    private final int edition;

    /**
     * @param name the same in all editions
     * @param edition another one for each form; a node does not read those of others
     */
    WireCodec(String name, int edition) {
        this.name = name;
        this.edition = edition;
    }

    abstract void write(T message, WireWriter wire);

    abstract T read(WireReader wire);

    @Override
    public final void encodeToWire(Buffer buffer, T message) {
        WireWriter wire = new WireWriter(buffer).small(edition);
        write(message, wire);
    }

    @Override
    public final T decodeFromWire(int position, Buffer buffer) {
        WireReader wire = new WireReader(buffer, position);
        int written = wire.small();
        if (written != edition) {
            throw new IllegalStateException("another node writes " + name + " in edition " + written
                    + ", this one reads " + edition + "; let all run versions that go together");
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
