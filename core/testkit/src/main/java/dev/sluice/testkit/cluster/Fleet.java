package dev.sluice.testkit.cluster;

import dev.sluice.testkit.campaign.JournalInspection;
import dev.sluice.testkit.campaign.Letter;
import dev.sluice.testkit.process.SluiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** The nodes, and the balancer before them. For one thread. */
final class Fleet implements AutoCloseable {

    /** Far longer than any step takes, even on a busy machine. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** Not so often that asking keeps nodes from their work. */
    private static final long POLL_NANOS = 50_000_000;

    private final List<ClusterNode> nodes = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final ClusterOptions options;
    private final Balancer balancer;
    private final Random random;

    Fleet(ClusterOptions options, NodeSetup setup, Balancer balancer) throws IOException {
        this.options = options;
        this.balancer = balancer;
        random = new Random(options.seed());
        for (NodePlan plan : options.nodes()) {
            nodes.add(new ClusterNode(plan, options.folder(), setup));
        }
    }

    /** All nodes, running or not. */
    List<ClusterNode> nodes() {
        return nodes;
    }

    List<ClusterNode> running() {
        return nodes.stream().filter(ClusterNode::isRunning).toList();
    }

    /** The node of that name. */
    ClusterNode node(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** One of those that run and deliver. */
    ClusterNode drawn() {
        List<ClusterNode> able =
                running().stream().filter(node -> node.plan().delivers()).toList();
        return able.get(random.nextInt(able.size()));
    }

    /** Starts nodes side by side, and sends webhooks to them as soon as they receive. */
    void start(List<ClusterNode> some, Path jar) throws IOException, InterruptedException {
        for (ClusterNode node : some) {
            node.start(jar);
        }
        for (ClusterNode node : some) {
            node.management();
            if (node.plan().receives()) {
                balancer.add(node.name(), node.running().webhooks());
            }
        }
    }

    /** Waits until a node has delivered more than that since it was started, if it delivers at all. */
    void awaitDelivers(ClusterNode node, double before) throws InterruptedException {
        awaitTrue(
                "node " + node.name() + " delivers",
                () -> !node.plan().delivers() || node.management().delivered() > before);
    }

    /** SIGTERM; what is wrong with how it ends is kept. */
    void stop(ClusterNode node) throws IOException, InterruptedException {
        node.stop().ifPresent(faults::add);
    }

    /** Takes a node away for good. What is its own it delivers first. */
    void retire(ClusterNode node) throws IOException, InterruptedException {
        if (!options.journal().isShared()) {
            balancer.remove(node.name());
            awaitTrue(
                    "node " + node.name() + " has nothing left",
                    () -> node.management().lag() == 0);
        }
        stop(node);
    }

    /** Whether nothing is pending, as every node that runs sees it. */
    boolean isIdle() throws IOException, InterruptedException {
        for (ClusterNode node : running()) {
            boolean knows = node.plan().delivers() || !options.journal().isShared();
            if (knows && node.management().lag() > 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * All dead letters. Any node knows those of all that run, once it has found them again; what is in the file of one that does not is read
     * there.
     */
    List<Letter> letters() throws IOException, InterruptedException, SQLException {
        List<ClusterNode> running = running();
        ClusterNode asked = running.get(random.nextInt(running.size()));
        awaitTrue(
                "node " + asked.name() + " knows all others",
                () -> asked.management().nodes() == running.size());
        List<Letter> letters = new ArrayList<>(asked.management().letters());
        for (ClusterNode node : nodes) {
            if (!options.journal().isShared() && !node.isRunning() && Files.exists(node.file())) {
                letters.addAll(new JournalInspection(node.file()).letters());
            }
        }
        return letters;
    }

    /** How often nodes have said that some events may go out twice. */
    long toldOfSecondCopies() {
        return nodes.stream().mapToLong(ClusterNode::toldOfSecondCopies).sum();
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
                + "; what the nodes wrote is in their folders, in " + options.folder());
    }

    @Override
    public void close() throws IOException {
        for (ClusterNode node : nodes) {
            node.close();
        }
    }
}
