package dev.sluice.testkit.cluster;

import dev.sluice.testkit.process.SplitNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Does each blow, and undoes it. For one thread. */
final class Blows {

    private final ClusterOptions options;
    private final Fleet fleet;
    private final Random random;
    private Path jar;

    /** The node that a blow hits, where it hits one; between its two halves. */
    private ClusterNode victim;

    private double deliveredBefore;

    Blows(ClusterOptions options, Fleet fleet) {
        this.options = options;
        this.fleet = fleet;
        random = new Random(options.seed());
        jar = options.jar();
        victim = fleet.nodes().get(0);
    }

    /** The first half; what others are to do meanwhile they have not done yet when it returns. */
    void strike(Blow blow) throws IOException, InterruptedException {
        List<ClusterNode> running = fleet.running();
        victim = running.get(random.nextInt(running.size()));
        switch (blow) {
            case SCALE_UP ->
                fleet.start(
                        fleet.nodes().stream().filter(node -> !node.isRunning()).toList(), jar);
            case KILL -> victim.kill();
            case KILL_AND_RESTART -> {
                victim.kill();
                fleet.start(List.of(victim), jar);
            }
            case FREEZE -> {
                deliveredBefore = victim.management().delivered();
                victim.running().freeze();
            }
            case SPLIT -> {
                deliveredBefore = victim.management().delivered();
                network().cut(victim.name());
            }
            case BROKER -> {
                Broker broker = options.broker().orElseThrow();
                broker.kill();
                broker.start();
            }
            case ROLL -> roll();
            case SCALE_DOWN -> {
                for (ClusterNode node : running.subList(1, running.size())) {
                    fleet.stop(node);
                }
            }
        }
    }

    /** The second half, when all that was acknowledged meanwhile is delivered: nobody is missing any more when it returns. */
    void mend(Blow blow) throws IOException, InterruptedException {
        switch (blow) {
            case KILL -> fleet.start(List.of(victim), jar);
            case FREEZE -> {
                victim.running().thaw();
                fleet.awaitDelivers(victim, deliveredBefore);
            }
            case SPLIT -> {
                network().heal(victim.name());
                fleet.awaitDelivers(victim, deliveredBefore);
            }
            default -> {}
        }
    }

    private void roll() throws IOException, InterruptedException {
        jar = NextVersion.of(options.jar(), options.folder().resolve("sluice-next.jar"));
        for (ClusterNode node : fleet.running()) {
            fleet.stop(node);
            fleet.start(List.of(node), jar);
            String version = node.management().version();
            if (!version.equals(NextVersion.VERSION)) {
                throw new IllegalStateException("node " + node.name() + " runs version " + version);
            }
        }
    }

    private SplitNetwork network() {
        return options.network().orElseThrow();
    }
}
