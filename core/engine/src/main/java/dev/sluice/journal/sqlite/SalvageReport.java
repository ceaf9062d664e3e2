package dev.sluice.journal.sqlite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What could be saved of a damaged journal.
 *
 * @param why how the damage showed
 * @param setAside the damaged file, as it was
 * @param events unsettled events that are in the new file
 * @param letters dead letters that are in the new file
 * @param lost what is not, in words; empty where all was saved
 */
record SalvageReport(String why, Path setAside, long events, long letters, List<String> lost) {

    SalvageReport {
        lost = List.copyOf(lost);
    }

    /** For the log. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("The journal was damaged: " + why + ". A new one was made of what could be read: " + events
                + " events of the log and " + letters + " dead letters; the damaged file is set aside as " + setAside);
        if (lost.isEmpty()) {
            lines.add("All that the log should hold could be read");
        }
        lost.forEach(what -> lines.add("Lost to the damage: " + what));
        return lines;
    }
}
