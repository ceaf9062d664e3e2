package dev.sluice.lane;

import java.util.List;

/**
 * Events that are sent together.
 *
 * @param deliveries at least one
 * @param place in the order in which batches came to be sent
 * @param tries how often they were sent
 * @param failures how often of late, without fault of their own; what their next pause goes by
 * @param firstTryAtMillis when they were first sent; 0 before
 * @param rounds how often the batch was sent again at once because some of it was refused
 * @param successesBefore how many requests the destination had taken when this one was first sent
 */
public record Batch(
        List<Delivery> deliveries,
        long place,
        int tries,
        int failures,
        long firstTryAtMillis,
        int rounds,
        long successesBefore) {

    public Batch {
        deliveries = List.copyOf(deliveries);
        if (deliveries.isEmpty()) {
            throw new IllegalArgumentException("a batch holds at least one event");
        }
    }

    /** A batch that was not sent yet. */
    public static Batch fresh(List<Delivery> deliveries) {
        return new Batch(deliveries, 0, 0, 0, 0, 0, 0);
    }

    /** Whether a single event is left. */
    public boolean isSingle() {
        return deliveries.size() == 1;
    }

    /** The same batch at its place. */
    public Batch at(long number) {
        return new Batch(deliveries, number, tries, failures, firstTryAtMillis, rounds, successesBefore);
    }

    /** The same batch as it is sent once more. */
    public Batch tried(long nowMillis, long successes) {
        return tries == 0
                ? new Batch(deliveries, place, 1, failures, nowMillis, rounds, successes)
                : new Batch(deliveries, place, tries + 1, failures, firstTryAtMillis, rounds, successesBefore);
    }

    /** Some of this batch's events, after it failed once more. */
    public Batch failed(List<Delivery> some) {
        return new Batch(some, place, tries, failures + 1, firstTryAtMillis, rounds, successesBefore);
    }

    /** The same batch with its failures forgotten. */
    public Batch rested() {
        return new Batch(deliveries, place, tries, 0, firstTryAtMillis, rounds, successesBefore);
    }

    /** Some of this batch's events, with its history. */
    public Batch only(List<Delivery> some) {
        return new Batch(some, place, tries, failures, firstTryAtMillis, rounds, successesBefore);
    }

    /** Some of this batch's events, to be sent again at once. */
    public Batch nextRound(List<Delivery> some) {
        return new Batch(some, place, tries, failures, firstTryAtMillis, rounds + 1, successesBefore);
    }

    /** Both halves in order, each with this batch's history; for more than one event. */
    public List<Batch> halves() {
        int middle = deliveries.size() / 2;
        return List.of(half(0, middle), half(middle, deliveries.size()));
    }

    private Batch half(int from, int to) {
        return new Batch(deliveries.subList(from, to), place, tries, failures, firstTryAtMillis, 0, successesBefore);
    }
}
