package dev.sluice.lane.filter;

import dev.sluice.spi.Event;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which events a destination gets, by name: {@code email.sent}, {@code sms.*}, {@code *.clicked}, {@code *}. Immutable. */
final class EventSelection {

    private static final String ANY = "*";

    private final boolean all;
    private final Set<String> names = new HashSet<>();

    EventSelection(List<String> entries) {
        for (String entry : entries) {
            names.add(entry.equals("*.*") ? ANY : entry);
        }
        all = names.contains(ANY);
    }

    boolean selects(Event event) {
        return all
                || names.contains(event.name())
                || names.contains(event.objectType() + "." + ANY)
                || names.contains(ANY + "." + event.metric());
    }
}
