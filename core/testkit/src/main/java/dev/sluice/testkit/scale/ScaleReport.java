package dev.sluice.testkit.scale;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * What events cost.
 *
 * @param rows one for each number of nodes
 */
public record ScaleReport(List<Row> rows) {

    /** What an event may cost more with more nodes; what the machine does beside is in it. */
    private static final double TOLERANCE = 1.25;

    /**
     * One measurement.
     *
     * @param nodes at work
     * @param events acknowledged and delivered
     * @param took from the first webhook to the last event at the destination, on this machine
     * @param inNodes processor time of all nodes
     * @param inBroker processor time of the broker; zero where none was measured
     */
    public record Row(int nodes, long events, Duration took, Duration inNodes, Duration inBroker) {

        /** Microseconds of the nodes' processor time, from webhook to delivery. */
        public double microsAnEvent() {
            return inNodes.toNanos() / 1e3 / events;
        }

        @Override
        public String toString() {
            String broker =
                    inBroker.isZero() ? "" : String.format("; the broker %.1f", inBroker.toNanos() / 1e3 / events);
            return String.format(
                    "%d node%s: %.1f microseconds of processor time an event%s; %d events in %.1f s",
                    nodes, nodes == 1 ? "" : "s", microsAnEvent(), broker, events, took.toNanos() / 1e9);
        }
    }

    public ScaleReport {
        rows = List.copyOf(rows);
    }

    /** Whether an event costs no more with many nodes than with few; it may cost less, as a busy node writes more of them at once. */
    public boolean isFlat() {
        Row fewest = rows.stream().min(Comparator.comparingInt(Row::nodes)).orElseThrow();
        return rows.stream().allMatch(row -> row.microsAnEvent() <= fewest.microsAnEvent() * TOLERANCE);
    }
}
