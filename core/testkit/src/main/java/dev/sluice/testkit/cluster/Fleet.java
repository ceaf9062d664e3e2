package dev.sluice.testkit.cluster;

import dev.sluice.testkit.campaign.ManagementClient;
import dev.sluice.testkit.process.SluiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The nodes, and the balancer before them. For one thread. */
final class Fleet implements AutoCloseable {

    /** Far longer than any step takes, even on a busy machine. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static final long POLL_NANOS = 10_000_000;

    private final List<ClusterNode> nodes = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Path folder;
    private final Balancer balancer;

    Fleet(List<String> names, Path folder, NodeSetup setup, Balancer balancer) throws IOException {
        for (String name : names) {
            nodes.add(new ClusterNode(name, folder, setup));
        }
        this.folder = folder;
        this.balancer = balancer;
    }

    /** All nodes, running or not. */
    List<ClusterNode> nodes() {
        return nodes;
    }

    List<ClusterNode> running() {
        return nodes.stream().filter(ClusterNode::isRunning).toList();
    }

    /** Starts nodes side by side, and waits until each receives webhooks and has delivered something. */
    void start(List<ClusterNode> some, Path jar) throws IOException, InterruptedException {
        for (ClusterNode node : some) {
            node.start(jar);
        }
        for (ClusterNode node : some) {
            balancer.add(node.name(), node.webhooks());
        }
        for (ClusterNode node : some) {
            awaitDelivers(node, 0);
        }
    }

    /** Waits until a node has delivered more than that since it was started. */
    void awaitDelivers(ClusterNode node, double before) throws InterruptedException {
        awaitTrue("node " + node.name() + " delivers", () -> node.management().delivered() > before);
    }

    /** SIGTERM; what is wrong with how it ends is kept. */
    void stop(ClusterNode node) throws IOException, InterruptedException {
        node.stop().ifPresent(faults::add);
    }

    /** Whether nothing is pending, as every node that runs sees it. */
    boolean isIdle() throws IOException, InterruptedException {
        for (ClusterNode node : running()) {
            if (node.management().lag() > 0) {
                return false;
            }
        }
        return true;
    }

    ManagementClient anyManagement(int draw) throws InterruptedException {
        List<ClusterNode> running = running();
        return running.get(Math.floorMod(draw, running.size())).management();
    }

    /** What was wrong so far. */
    List<String> faults() {
        return faults;
    }

    /**
     * Waits for something that the nodes are to bring about.
     *
     * @param what in words
     * @throws IllegalStateException where it does not come
     */
    void awaitTrue(String what, SluiceProcess.Condition condition) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        String trouble = "";
        while (System.nanoTime() < end) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (IOException noAnswer) {
                trouble = " (" + noAnswer + ")";
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        throw new IllegalStateException("not within " + LIMIT + ": " + what + trouble
                + "; what the nodes wrote is in their folders: " + folder);
    }

    @Override
    public void close() throws IOException {
        for (ClusterNode node : nodes) {
            node.close();
        }
    }
}
