package dev.sluice.testkit.cluster;

import dev.sluice.testkit.process.SplitNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Does each blow, and undoes it. For one thread. */
final class Blows {

    private final ClusterOptions options;
    private final Fleet fleet;
    private Path jar;
    private double deliveredBefore;

    Blows(ClusterOptions options, Fleet fleet) {
        this.options = options;
        this.fleet = fleet;
        jar = options.jar();
    }

    /** The first half. Returns when it is done, whatever others are still to do about it. */
    void strike(Blow blow, ClusterNode victim) throws IOException, InterruptedException {
        switch (blow) {
            case SCALE_UP ->
                fleet.start(
                        fleet.nodes().stream().filter(node -> !node.isRunning()).toList(), jar);
            case KILL, KILL_AND_RESTART -> victim.kill();
            case FREEZE -> {
                deliveredBefore = victim.management().delivered();
                victim.running().freeze();
            }
            case SPLIT -> {
                deliveredBefore = victim.management().delivered();
                network().cut(victim.name());
            }
            case BROKER -> {
                Broker broker = options.journal().broker().orElseThrow();
                broker.kill();
                broker.start();
            }
            case ROLL -> roll();
            case SCALE_DOWN -> {
                for (ClusterNode node :
                        fleet.running().subList(1, fleet.running().size())) {
                    fleet.retire(node);
                }
            }
        }
        if (blow == Blow.KILL_AND_RESTART) {
            fleet.start(List.of(victim), jar);
        }
    }

    /** The second half: nobody is missing any more when it returns. */
    void mend(Blow blow, ClusterNode victim) throws IOException, InterruptedException {
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
        for (ClusterNode node : fleet.running()) {
            fleet.awaitDelivers(node, 0);
        }
    }

    private void roll() throws IOException, InterruptedException {
        jar = NextVersion.of(options.jar(), options.folder().resolve("sluice-next.jar"));
        for (ClusterNode node : fleet.running()) {
            fleet.stop(node);
            fleet.start(List.of(node), jar);
            fleet.awaitDelivers(node, 0);
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
