package dev.sluice.lane;

import java.util.List;

/**
 * Events that are sent together.
 *
 * @param deliveries at least one
 * @param tries how often they were sent
 * @param firstTryAtMillis when they were first sent; 0 before
 * @param rounds how often the batch was sent again at once because some of it was refused
 * @param successesBefore how many requests the destination had taken when this one was first sent
 */
public record Batch(List<Delivery> deliveries, int tries, long firstTryAtMillis, int rounds, long successesBefore) {

    public Batch {
        deliveries = List.copyOf(deliveries);
        if (deliveries.isEmpty()) {
            throw new IllegalArgumentException("a batch holds at least one event");
        }
    }

    /** A batch that was not sent yet. */
    public static Batch fresh(List<Delivery> deliveries) {
        return new Batch(deliveries, 0, 0, 0, 0);
    }

    /** Whether a single event is left. */
    public boolean isSingle() {
        return deliveries.size() == 1;
    }

    /** The same batch as it is sent once more. */
    public Batch tried(long nowMillis, long successes) {
        return tries == 0
                ? new Batch(deliveries, 1, nowMillis, rounds, successes)
                : new Batch(deliveries, tries + 1, firstTryAtMillis, rounds, successesBefore);
    }

    /** Some of this batch's events, with its history. */
    public Batch only(List<Delivery> some) {
        return new Batch(some, tries, firstTryAtMillis, rounds, successesBefore);
    }

    /** Some of this batch's events, to be sent again at once. */
    public Batch nextRound(List<Delivery> some) {
        return new Batch(some, tries, firstTryAtMillis, rounds + 1, successesBefore);
    }

    /** Both halves, each with this batch's tries; for more than one event. */
    public List<Batch> halves() {
        int middle = deliveries.size() / 2;
        return List.of(
                new Batch(deliveries.subList(0, middle), tries, firstTryAtMillis, 0, successesBefore),
                new Batch(deliveries.subList(middle, deliveries.size()), tries, firstTryAtMillis, 0, successesBefore));
    }
}
