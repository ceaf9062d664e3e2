package dev.sluice.spi.http;

import dev.sluice.spi.MappedEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The body of a request for a batch: the events as they are encoded already, with commas between them and fixed text around.
 * Immutable.
 */
public final class BatchBody {

    private final byte[] before;
    private final byte[] after;

    /**
     * A body with this around the events.
     *
     * @param before what stands before the first event, such as <code>{"events":[</code>
     * @param after what stands behind the last one, such as <code>]}</code>
     */
    public BatchBody(String before, String after) {
        this.before = before.getBytes(StandardCharsets.UTF_8);
        this.after = after.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The body of a batch.
     *
     * @param events in the order that they are to have; may be none
     * @return in UTF-8
     */
    public byte[] of(List<MappedEvent> events) {
        int size = before.length + after.length + Math.max(0, events.size() - 1);
        for (MappedEvent event : events) {
            size = Math.addExact(size, event.json().length);
        }
        byte[] body = new byte[size];
        int end = copy(before, body, 0);
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                body[end++] = ',';
            }
            end = copy(events.get(i).json(), body, end);
        }
        copy(after, body, end);
        return body;
    }

    private static int copy(byte[] part, byte[] body, int at) {
        System.arraycopy(part, 0, body, at, part.length);
        return at + part.length;
    }
}
