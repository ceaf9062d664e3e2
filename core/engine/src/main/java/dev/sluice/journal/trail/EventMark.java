package dev.sluice.journal.trail;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;

/**
 * An event as the trail knows it: 16 bytes, with no personal data.
 *
 * @param key made of the sender's id by {@link #key}
 * @param receivedAtMillis when, in milliseconds since 1970
 * @param origin how it came in
 */
public record EventMark(long key, long receivedAtMillis, Origin origin) {

    /** Marks an event. */
    public static EventMark of(String eventId, long receivedAtMillis, Origin origin) {
        return new EventMark(key(eventId), receivedAtMillis, origin);
    }

    /**
     * The 64 bits that stand for an id, the same in every version and on every machine. Two ids of a million share theirs once in
     * forty million times.
     */
    public static long key(String eventId) {
        return Hashing.farmHashFingerprint64()
                .hashString(eventId, StandardCharsets.UTF_8)
                .asLong();
    }
}
