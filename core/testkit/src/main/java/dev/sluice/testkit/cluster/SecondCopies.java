package dev.sluice.testkit.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.campaign.Letter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Counts what came a second time, from look to look. For one thread. */
final class SecondCopies {

    private final Set<String> postedTwice;
    private int duplicatesBefore;
    private int repeatedBefore;

    /**
     * What came a second time since the last look.
     *
     * @param unexplained copies of what was posted once: some node delivered it, or gave it up, though another had
     * @param postedTwice copies of what was posted more than once
     */
    record Count(int unexplained, int postedTwice) {}

    /** @param postedTwice ids of events that were posted more than once */
    SecondCopies(Set<String> postedTwice) {
        this.postedTwice = postedTwice;
    }

    /**
     * Counts.
     *
     * @param duplicates that the destination dropped since the start
     * @param letters all there are
     */
    Count since(List<ObjectNode> duplicates, List<Letter> letters) {
        int unexplained = 0;
        int explained = 0;
        for (ObjectNode event : duplicates.subList(duplicatesBefore, duplicates.size())) {
            if (postedTwice.contains(event.path("insert_id").asText())) {
                explained++;
            } else {
                unexplained++;
            }
        }
        duplicatesBefore = duplicates.size();
        int repeated = repeated(letters);
        unexplained += repeated - repeatedBefore;
        repeatedBefore = repeated;
        return new Count(unexplained, explained);
    }

    /** Letters of events that have one already, though they were posted once. */
    private int repeated(List<Letter> letters) {
        Set<String> seen = new HashSet<>();
        int repeated = 0;
        for (Letter letter : letters) {
            boolean first = letter.source().equals(Letter.INGEST) || seen.add(letter.eventId());
            if (!first && !postedTwice.contains(letter.eventId())) {
                repeated++;
            }
        }
        return repeated;
    }
}
