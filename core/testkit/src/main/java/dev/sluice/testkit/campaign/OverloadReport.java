package dev.sluice.testkit.campaign;

import dev.sluice.testkit.load.AckLatency.Slice;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What an overload campaign found.
 *
 * @param slices of the time under load, equally long, after a warm-up
 * @param acknowledged events answered 200
 * @param backlogBytes of the journal when the destination came back
 * @param peakMemoryBytes that the process took at most under load, heap and all else; 0 where the system does not tell
 * @param restart from the start of a new process on the whole backlog until it received
 * @param drainedPerSecond events a second that reached the destination once it was back
 * @param answers what senders were told, by status
 * @param faults what does not hold; empty where all does
 */
public record OverloadReport(
        List<Slice> slices,
        int acknowledged,
        long backlogBytes,
        long peakMemoryBytes,
        Duration restart,
        long drainedPerSecond,
        Map<String, Long> answers,
        List<String> faults) {

    public OverloadReport {
        slices = List.copyOf(slices);
        answers = Map.copyOf(answers);
        faults = List.copyOf(faults);
    }

    /** Whether all holds. */
    public boolean holds() {
        return faults.isEmpty();
    }

    @Override
    public String toString() {
        String words = acknowledged + " events acknowledged; the backlog took " + (backlogBytes >> 20)
                + " MiB of disk, the process " + (peakMemoryBytes >> 20) + " MiB of memory at most; first slice "
                + slices.get(0) + "; last slice " + slices.get(slices.size() - 1) + "; killed, it received again after "
                + restart.toMillis() + " ms; senders were answered " + answers + "; it drained " + drainedPerSecond
                + " events/s";
        return holds() ? words + "; nothing is missing" : words + "; WRONG: " + String.join("; ", faults);
    }
}
