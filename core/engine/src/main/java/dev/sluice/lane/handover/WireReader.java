package dev.sluice.lane.handover;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads what {@link WireWriter} wrote; what is cut short or makes no sense is refused with {@link IllegalStateException}. */
final class WireReader {

    private final Buffer buffer;
    private int position;

    WireReader(Buffer buffer, int position) {
        this.buffer = buffer;
        this.position = position;
    }

    long number() {
        return buffer.getLong(advance(Long.BYTES));
    }

    int small() {
        return buffer.getInt(advance(Integer.BYTES));
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        int length = small();
        int from = advance(length);
        return buffer.getBytes(from, from + length);
    }

    /** As many as a number before them says. */
    <T> List<T> list(Supplier<T> next) {
        int count = small();
        if (count < 0 || count > buffer.length() - position) {
            throw broken();
        }
        List<T> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(next.get());
        }
        return all;
    }

    private int advance(int length) {
        if (length < 0 || length > buffer.length() - position) {
            throw broken();
        }
        int from = position;
        position += length;
        return from;
    }

    private static IllegalStateException broken() {
        return new IllegalStateException(
                "a message of another node can't be read; see that all run versions that go together");
    }
}
