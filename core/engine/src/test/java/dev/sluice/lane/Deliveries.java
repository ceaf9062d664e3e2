package dev.sluice.lane;

import dev.sluice.journal.StoredEvent;
import dev.sluice.spi.Identity;
import dev.sluice.spi.MappedEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds events that are ready to be sent. */
public final class Deliveries {

    private Deliveries() {}

    /** An event of the person {@code user-<offset>}, received at time 0. */
    public static Delivery event(long offset) {
        return event(offset, "user-" + offset, 0);
    }

    public static Delivery event(long offset, String user, long receivedAtMillis) {
        byte[] json = ("{\"insert_id\":\"e" + offset + "\"}").getBytes(StandardCharsets.UTF_8);
        Identity identity = new Identity(Optional.of(user), Optional.empty());
        return new Delivery(
                new StoredEvent(0, offset, receivedAtMillis, json),
                "email.sent",
                new MappedEvent("e" + offset, json, identity));
    }

    /** An event whose JSON has so many bytes. */
    public static Delivery sized(long offset, int bytes) {
        byte[] json = new byte[bytes];
        return new Delivery(
                new StoredEvent(0, offset, 0, json),
                "email.sent",
                new MappedEvent("e" + offset, json, Identity.NOBODY));
    }

    /** The events 0 to count - 1 as a batch. */
    public static Batch batch(int count) {
        List<Delivery> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(event(i));
        }
        return Batch.fresh(events);
    }

    public static List<Long> offsets(List<Delivery> deliveries) {
        return deliveries.stream().map(delivery -> delivery.stored().offset()).toList();
    }
}
