package dev.sluice.journal;

/**
 * What came of a replay.
 *
 * @param events letters that are on their way again
 * @param kept letters that stay: their destination is configured no longer, or ingest can't read them today either
 */
public record Replayed(long events, long kept) {

    /** Both together. */
    public Replayed and(Replayed more) {
        return new Replayed(events + more.events, kept + more.kept);
    }
}
