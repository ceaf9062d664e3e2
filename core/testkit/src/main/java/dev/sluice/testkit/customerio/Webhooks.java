package dev.sluice.testkit.customerio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.EventCatalog;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Reporting webhooks as Customer.io sends them: the documented events with likely values. The same seed and start give the same
 * events in the same order. For one thread at a time.
 */
public final class Webhooks {

    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
    private static final int PEOPLE = 40;
    private static final int MOST_SECONDS_APART = 9;

    private final Draw draw;
    private final SampleEvent sample;
    private final List<Person> people;
    private Instant now;

    /** Events that begin at a fixed day. */
    public Webhooks(long seed) {
        this(seed, START);
    }

    /** Events that begin at {@code start} and lie some seconds apart. */
    public Webhooks(long seed, Instant start) {
        this(seed, start, person -> true);
    }

    private Webhooks(long seed, Instant start, Predicate<Person> wanted) {
        Draw drawn = new Draw(seed);
        draw = drawn;
        sample = new SampleEvent(drawn);
        people = IntStream.range(0, PEOPLE)
                .mapToObj(number -> Person.drawn(drawn, number))
                .filter(wanted)
                .toList();
        now = start;
    }

    /** Events of people who all have an id, so that each can be told from the others anywhere. */
    public static Webhooks ofIdentifiedPeople(long seed, Instant start) {
        return new Webhooks(seed, start, person -> person.id() != null);
    }

    /** One event for each entry of the {@link EventCatalog}, in its order. */
    public List<ObjectNode> all() {
        return EventCatalog.entries().stream().map(this::event).toList();
    }

    /** An event of any documented kind. */
    public ObjectNode next() {
        return event(draw.of(EventCatalog.entries()));
    }

    private ObjectNode event(EventCatalog.Entry entry) {
        now = now.plusSeconds(draw.upTo(MOST_SECONDS_APART));
        return sample.of(entry, draw.of(people), now);
    }
}
