package dev.sluice.testkit.cluster;

import dev.sluice.testkit.process.SplitNetwork;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A blow and the node that it falls on.
 *
 * @param node empty where the blow falls on none, or on one that is drawn from those that deliver
 */
public record Strike(Blow blow, Optional<String> node) {

    /** Reads {@code kill:b, broker, roll}. */
    public static List<Strike> parse(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .map(Strike::one)
                .toList();
    }

    /** Every blow that can be dealt there; of kills, one of each node. */
    public static List<Strike> all(ClusterJournal journal, Optional<SplitNetwork> network) {
        return parse("scale-up,kill:a,kill:b,kill:c,kill-and-restart:b,broker,split:a,split:c,freeze:b,roll,scale-down")
                .stream()
                .filter(strike ->
                        strike.blow() != Blow.BROKER || journal.broker().isPresent())
                .filter(strike -> strike.blow() != Blow.SPLIT || network.isPresent())
                .toList();
    }

    private static Strike one(String text) {
        String[] parts = text.split(":", 2);
        String blow = parts[0].toUpperCase(Locale.ROOT).replace('-', '_');
        if (Arrays.stream(Blow.values()).noneMatch(each -> each.name().equals(blow))) {
            throw new IllegalArgumentException("\"" + text + "\" is no blow; there are " + names());
        }
        return new Strike(
                Blow.valueOf(blow),
                Optional.of(parts).filter(both -> both.length > 1).map(both -> both[1]));
    }

    private static List<String> names() {
        return Arrays.stream(Blow.values())
                .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }
}
