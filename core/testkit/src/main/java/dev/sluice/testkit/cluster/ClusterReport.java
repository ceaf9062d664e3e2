package dev.sluice.testkit.cluster;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a cluster campaign found.
 *
 * @param seed replays it
 * @param acknowledged events answered 200
 * @param outcomes acknowledged events by what became of them
 * @param answers what clients were told, by status
 * @param blows one by one
 * @param faults what does not hold; empty where the promise was kept
 */
public record ClusterReport(
        long seed,
        int acknowledged,
        Map<String, Integer> outcomes,
        Map<String, Integer> answers,
        List<BlowReport> blows,
        List<String> faults) {

    public ClusterReport {
        outcomes = Map.copyOf(outcomes);
        answers = Map.copyOf(answers);
        blows = List.copyOf(blows);
        faults = List.copyOf(faults);
    }

    /** Whether every acknowledged event was found where it belongs, and came as often as it may. */
    public boolean balances() {
        return faults.isEmpty();
    }

    @Override
    public String toString() {
        String words = blows.stream().map(each -> "  " + each + "\n").collect(Collectors.joining()) + "seed " + seed
                + ": " + acknowledged + " events acknowledged, of which " + outcomes + "; clients were answered "
                + answers;
        return balances() ? words + "; the ledger balances" : words + "; WRONG: " + String.join("; ", faults);
    }
}
