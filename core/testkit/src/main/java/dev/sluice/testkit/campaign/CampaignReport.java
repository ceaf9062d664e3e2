package dev.sluice.testkit.campaign;

import java.util.List;
import java.util.Map;

/**
 * What a campaign found.
 *
 * @param seed replays it
 * @param jumps how often the clock was set
 * @param acknowledged events answered 200
 * @param outcomes acknowledged events by what became of them
 * @param answers what clients were told, by status
 * @param requests that the destination got
 * @param duplicates second copies that the destination got and dropped
 * @param faults what does not hold; empty where the promise was kept
 */
public record CampaignReport(
        long seed,
        int jumps,
        int acknowledged,
        Map<String, Integer> outcomes,
        Map<String, Integer> answers,
        int requests,
        int duplicates,
        List<String> faults) {

    public CampaignReport {
        outcomes = Map.copyOf(outcomes);
        answers = Map.copyOf(answers);
        faults = List.copyOf(faults);
    }

    /** Whether every acknowledged event was found where it belongs. */
    public boolean balances() {
        return faults.isEmpty();
    }

    @Override
    public String toString() {
        String words = "seed " + seed + ": its clock set " + jumps + " times; " + acknowledged
                + " events acknowledged, of which " + outcomes + "; clients were answered " + answers
                + "; the destination got " + requests + " requests and dropped "
                + duplicates + " second copies";
        return balances() ? words + "; the ledger balances" : words + "; WRONG: " + String.join("; ", faults);
    }
}
