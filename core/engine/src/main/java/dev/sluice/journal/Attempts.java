package dev.sluice.journal;

/**
 * What was tried with an event before it was given out this time.
 *
 * @param tries how often it was sent
 * @param firstTryAtMillis when it was first sent, or 0
 * @param sinceMillis when it was received, or replayed: from here its age counts
 */
public record Attempts(int tries, long firstTryAtMillis, long sinceMillis) {

    /** Nothing was tried yet. */
    public static Attempts none(long sinceMillis) {
        return new Attempts(0, 0, sinceMillis);
    }

    /** With further tries, the first of them at the given time. */
    public Attempts and(int moreTries, long firstOfThemAtMillis) {
        return new Attempts(tries + moreTries, tries == 0 ? firstOfThemAtMillis : firstTryAtMillis, sinceMillis);
    }
}
