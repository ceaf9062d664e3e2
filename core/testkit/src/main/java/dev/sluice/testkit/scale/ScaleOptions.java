package dev.sluice.testkit.scale;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is measured.
 *
 * @param jar the fat jar
 * @param folder an empty folder for configurations and journals
 * @param nodes how many at once, one measurement after the other
 * @param events of each measurement, all nodes together
 * @param senders connections, all nodes together
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
        int eventBytes,
        Optional<String> brokers,
        Optional<ProcessHandle> brokerProcess) {

    public ScaleOptions {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty() || nodes.stream().anyMatch(count -> count < 1 || count > senders) || events < senders) {
            throw new IllegalArgumentException("nodes " + nodes + " with " + senders + " senders and " + events
                    + " events make no sense: each node needs a sender, and each sender an event");
        }
    }
}
