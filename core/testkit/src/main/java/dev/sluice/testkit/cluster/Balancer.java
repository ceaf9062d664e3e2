package dev.sluice.testkit.cluster;

import dev.sluice.testkit.campaign.Targets;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Spreads clients over the nodes as a load balancer does: each in turn; one that refuses or does not answer is left out for a moment.
 * For any thread.
 */
final class Balancer implements Targets {

    /** For a node that says itself that it can't take more now. */
    private static final Duration AFTER_REFUSAL = Duration.ofMillis(200);

    /** For one that is not there, or hangs: each further try may cost a sender its patience. */
    private static final Duration AFTER_SILENCE = Duration.ofSeconds(3);

    private final Map<String, URI> nodes = new HashMap<>();
    private final Map<URI, String> names = new HashMap<>();
    private final Map<URI, Long> benchedUntil = new HashMap<>();
    private int turn;

    /** A node receives here from now on. */
    synchronized void add(String node, URI address) {
        nodes.put(node, address);
        names.put(address, node);
        benchedUntil.remove(address);
    }

    /** Nothing more goes to a node. */
    synchronized void remove(String node) {
        nodes.remove(node);
    }

    /** The node that receives there, or did. */
    synchronized String node(URI address) {
        return names.getOrDefault(address, "");
    }

    /** The node that is asked next; of those that are left out the one that comes back first, where there is no other. */
    @Override
    public synchronized URI next() {
        long now = System.nanoTime();
        List<URI> good = new ArrayList<>();
        URI first = null;
        for (URI each : nodes.values()) {
            if (benchEnd(each, now) <= now) {
                good.add(each);
            }
            if (first == null || benchEnd(each, now) < benchEnd(first, now)) {
                first = each;
            }
        }
        if (first == null) {
            throw new IllegalStateException("there is no node to post to");
        }
        return good.isEmpty() ? first : good.get(Math.floorMod(turn++, good.size()));
    }

    @Override
    public synchronized void refused(URI target, boolean answered) {
        benchedUntil.put(target, System.nanoTime() + (answered ? AFTER_REFUSAL : AFTER_SILENCE).toNanos());
    }

    private long benchEnd(URI node, long now) {
        return benchedUntil.getOrDefault(node, now);
    }
}
