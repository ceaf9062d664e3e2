package dev.sluice.testkit.sender;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What happened to a stream of webhooks.
 *
 * @param deliveries one for each webhook, in the order of the stream
 */
public record StreamRecord(List<Delivery> deliveries) {

    public StreamRecord {
        deliveries = List.copyOf(deliveries);
    }

    /** How long the stream stood still, all in all. */
    public Duration standstill() {
        return deliveries.stream().map(Delivery::standstill).reduce(Duration.ZERO, Duration::plus);
    }

    /** The webhooks that held up the stream, and for how long; none where each was taken at once. */
    public List<Standstill> standstills() {
        return IntStream.range(0, deliveries.size())
                .mapToObj(place -> new Standstill(place, deliveries.get(place).standstill()))
                .filter(standstill -> !standstill.length().isZero())
                .toList();
    }

    /** The places, from 0, of the webhooks that the receiver never took. */
    public List<Integer> givenUp() {
        return IntStream.range(0, deliveries.size())
                .filter(place -> !deliveries.get(place).isTaken())
                .boxed()
                .toList();
    }
}
