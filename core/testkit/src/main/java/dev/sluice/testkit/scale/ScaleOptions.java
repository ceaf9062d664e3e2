package dev.sluice.testkit.scale;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is measured.
 *
 * @param jar the fat jar
 * @param folder an empty folder for configurations and journals
 * @param nodes how many at once, one measurement after the other
 * @param events for each node
 * @param senders connections to each node: with as many, a node writes as many events at once, however many nodes there are
 * @param rate events a second for each node; 0 for as many as it takes
 * @param eventBytes padding of each event
 * @param brokers of a journal in Kafka that all nodes share; empty where each has a file
 * @param brokerProcess the broker's process on this machine, to be measured too
 */
public record ScaleOptions(
        Path jar,
        Path folder,
        List<Integer> nodes,
        int events,
        int senders,
        int rate,
        int eventBytes,
        Optional<String> brokers,
        Optional<ProcessHandle> brokerProcess) {

    public ScaleOptions {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty()
                || nodes.stream().anyMatch(count -> count < 1)
                || senders < 1
                || rate < 0
                || events < senders) {
            throw new IllegalArgumentException("nodes " + nodes + " with " + senders + " senders and " + events
                    + " events make no sense: each node needs a sender, and each sender an event");
        }
    }

    /** From one webhook of a sender to its next. */
    Duration pace() {
        return rate == 0 ? Duration.ZERO : Duration.ofSeconds(senders).dividedBy(rate);
    }
}
