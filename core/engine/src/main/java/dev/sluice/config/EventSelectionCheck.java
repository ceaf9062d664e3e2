package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.spi.EventCatalog;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for event selections that no known event can match. They are allowed, since Customer.io may bring out new events any day,
 * but as a rule they are misspelt.
 */
final class EventSelectionCheck {

    private static final Set<String> KNOWN = known();

    private EventSelectionCheck() {}

    static void check(JsonPointer events, JsonNode selections, Findings findings) {
        for (int i = 0; selections.isArray() && i < selections.size(); i++) {
            JsonPointer pointer = events.appendIndex(i);
            String selection = selections.get(i).asText();
            if (!KNOWN.contains(selection) && !findings.isFaulty(pointer)) {
                findings.warning(
                        pointer, findings.written().show(pointer) + " matches no known event; " + hint(selection));
            }
        }
    }

    private static String hint(String selection) {
        if (EventCatalog.objectTypes().contains(selection)) {
            return "did you mean \"" + selection + ".*\"?";
        }
        return NearestName.of(selection, KNOWN)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("write for example \"email.sent\", \"email.*\" or \"*\"; the object types are "
                        + String.join(", ", EventCatalog.objectTypes()));
    }

    /** Every selection that matches something: names, all of a type, a metric of all types, all. */
    private static Set<String> known() {
        Set<String> known = new TreeSet<>(Set.of("*"));
        for (EventCatalog.Entry entry : EventCatalog.entries()) {
            known.add(entry.name());
            known.add(entry.objectType() + ".*");
            known.add("*." + entry.metric());
        }
        return Set.copyOf(known);
    }
}
