package dev.sluice.lane.filter;

import dev.sluice.spi.Event;
import java.util.List;
import java.util.Set;

/** Which events a destination gets, by name: {@code email.sent}, {@code sms.*}, {@code *.clicked}, {@code *}. Immutable. */
final class EventSelection {

    private static final String ANY = "*";

    private final boolean all;
    private final Set<String> names;

    EventSelection(List<String> entries) {
        names = Set.copyOf(entries);
        all = names.contains(ANY);
    }

    boolean selects(Event event) {
        return all
                || names.contains(event.name())
                || names.contains(event.objectType() + "." + ANY)
                || names.contains(ANY + "." + event.metric());
    }
}
