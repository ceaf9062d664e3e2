package dev.sluice.testkit.contract;

import dev.sluice.spi.Answer;
import dev.sluice.spi.Fate;
import dev.sluice.spi.MappedEvent;
import java.util.List;

/** Whether the fates of a batch are ones that an engine can act on. */
final class Fates {

    private Fates() {}

    static void require(Answer.Sorted sorted, List<MappedEvent> batch, String about) {
        List<Fate> fates = sorted.fates();
        Expect.that(
                fates.size() == batch.size(),
                about + " gives " + fates.size() + " fates to a batch of " + batch.size(),
                "give Sorted one fate for each event, in the batch's order; an answer to a probe has none");
        Expect.that(
                fates.stream().anyMatch(fate -> !(fate instanceof Fate.Again)),
                about + " sends every event again at once",
                "answer Refused where no event is named, or the same batch would be sent for ever");
        for (Fate fate : fates) {
            if (fate instanceof Fate.Throttled throttled) {
                Expect.that(
                        !throttled.key().isEmpty() && !throttled.pause().isNegative(),
                        about + " gives the fate " + throttled,
                        "name whom it is about, by an id of the event's Identity, and a pause that is not negative");
            }
            if (fate instanceof Fate.Rejected rejected) {
                Expect.that(
                        rejected.reason().matches("[a-z0-9]+(-[a-z0-9]+)*"),
                        about + " gives the reason \"" + rejected.reason() + "\"",
                        "use a short code such as invalid-field: dead letters are grouped by it");
            }
        }
    }
}
