package dev.sluice.journal;

import java.util.List;
import java.util.Optional;

/**
 * Which dead letters are meant: those for which all that is given holds. Begins with {@link #ALL}; each method narrows it.
 *
 * @param ids these alone; empty for any
 * @param source a destination's id, or {@link DeadLetter#INGEST}
 * @param reason the short code
 * @param eventName {@code email.sent}; {@code email.*} for all of a type
 * @param eventId the sender's id
 * @param fromMillis given up at or after, in milliseconds since 1970
 * @param toMillis given up before, in milliseconds since 1970
 * @param triedBeforeMillis first sent before, in milliseconds since 1970; those that were never sent are not meant
 */
public record LetterQuery(
        List<Long> ids,
        Optional<String> source,
        Optional<String> reason,
        Optional<String> eventName,
        Optional<String> eventId,
        Optional<Long> fromMillis,
        Optional<Long> toMillis,
        Optional<Long> triedBeforeMillis) {

    /** All letters. */
    public static final LetterQuery ALL = new LetterQuery(
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public LetterQuery {
        ids = List.copyOf(ids);
    }

    /** The letters with these numbers. */
    public LetterQuery withIds(List<Long> some) {
        return new LetterQuery(some, source, reason, eventName, eventId, fromMillis, toMillis, triedBeforeMillis);
    }

    /** Of this destination, or of ingest. */
    public LetterQuery from(String one) {
        return new LetterQuery(
                ids, Optional.of(one), reason, eventName, eventId, fromMillis, toMillis, triedBeforeMillis);
    }

    /** Given up for this reason. */
    public LetterQuery because(String code) {
        return new LetterQuery(
                ids, source, Optional.of(code), eventName, eventId, fromMillis, toMillis, triedBeforeMillis);
    }

    /** Of events of this name. */
    public LetterQuery named(String name) {
        return new LetterQuery(
                ids, source, reason, Optional.of(name), eventId, fromMillis, toMillis, triedBeforeMillis);
    }

    /** Of this event. */
    public LetterQuery ofEvent(String id) {
        return new LetterQuery(
                ids, source, reason, eventName, Optional.of(id), fromMillis, toMillis, triedBeforeMillis);
    }

    /** Given up then or later. */
    public LetterQuery since(long millis) {
        return new LetterQuery(
                ids, source, reason, eventName, eventId, Optional.of(millis), toMillis, triedBeforeMillis);
    }

    /** Given up before then. */
    public LetterQuery before(long millis) {
        return new LetterQuery(
                ids, source, reason, eventName, eventId, fromMillis, Optional.of(millis), triedBeforeMillis);
    }

    /** First sent before then. */
    public LetterQuery triedBefore(long millis) {
        return new LetterQuery(ids, source, reason, eventName, eventId, fromMillis, toMillis, Optional.of(millis));
    }
}
