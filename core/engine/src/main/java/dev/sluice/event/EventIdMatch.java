package dev.sluice.event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Tells the events of one id from all others, without parsing those that can't be it. For one thread or several. */
public final class EventIdMatch {

    private final String id;
    private final byte[] written;

    /** @param id as lanes read it */
    public EventIdMatch(String id) {
        this.id = id;
        written = id.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether an event's JSON has the id. */
    public boolean isIn(byte[] json) {
        return mayBeIn(json) && isEventOf(json);
    }

    /** An id may be written with escapes, too. */
    private boolean mayBeIn(byte[] json) {
        for (int i = 0; i < json.length; i++) {
            if (json[i] == '\\' || startsAt(json, i)) {
                return true;
            }
        }
        return false;
    }

    private boolean startsAt(byte[] json, int start) {
        if (json.length - start < written.length) {
            return false;
        }
        for (int i = 0; i < written.length; i++) {
            if (json[start + i] != written[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean isEventOf(byte[] json) {
        try {
            return EventParser.parse(json, 0).id().equals(id);
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }
}
