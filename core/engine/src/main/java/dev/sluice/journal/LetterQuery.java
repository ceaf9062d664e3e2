package dev.sluice.journal;

import java.util.List;
import java.util.Optional;

/**
 * Which dead letters are meant: those for which all that is given holds.
 *
 * @param ids these alone; empty for any
 * @param source a destination's id, or {@link DeadLetter#INGEST}
 * @param reason the short code
 * @param eventName {@code email.sent}; {@code email.*} for all of a type
 * @param eventId the sender's id
 * @param fromMillis given up at or after, in milliseconds since 1970
 * @param toMillis given up before, in milliseconds since 1970
 */
public record LetterQuery(
        List<Long> ids,
        Optional<String> source,
        Optional<String> reason,
        Optional<String> eventName,
        Optional<String> eventId,
        Optional<Long> fromMillis,
        Optional<Long> toMillis) {

    /** All letters. */
    public static final LetterQuery ALL = new LetterQuery(
            List.of(),
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
    public static LetterQuery ofIds(List<Long> ids) {
        return new LetterQuery(
                ids,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
