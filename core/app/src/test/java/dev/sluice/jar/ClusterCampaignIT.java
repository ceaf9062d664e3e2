package dev.sluice.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.cluster.Blow;
import dev.sluice.testkit.cluster.Broker;
import dev.sluice.testkit.cluster.ClusterCampaign;
import dev.sluice.testkit.cluster.ClusterJournal;
import dev.sluice.testkit.cluster.ClusterOptions;
import dev.sluice.testkit.cluster.ClusterReport;
import dev.sluice.testkit.cluster.NodePlan;
import dev.sluice.testkit.cluster.Strike;
import dev.sluice.testkit.kafka.KafkaBroker;
import dev.sluice.testkit.process.Place;
import dev.sluice.testkit.process.SplitNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promise, with several nodes: whatever happens to one of them, or to the broker, what was answered 200 is where it belongs. */
class ClusterCampaignIT {

    private static final Path JAR = Path.of(System.getProperty("sluice.jar"));

    @TempDir
    private Path folder;

    private static final String BLOWS =
            "scale-up,kill:a,kill:b,kill:c,kill-and-restart,broker,split,freeze,roll,scale-down";

    /**
     * {@code -Dcluster.blows=kill:b,freeze} for others, {@code -Dcluster.faults=0.3} for a destination that fails, {@code
     * -Dcluster.seed=…} for a run that failed.
     */
    @Test
    void nothingAcknowledgedIsLostWhateverHappensToNodesAndBroker() throws Exception {
        List<String> names = NodePlan.OF_EACH_KIND.stream().map(NodePlan::name).toList();
        Optional<SplitNetwork> network = SplitNetwork.make(names);
        try (KafkaBroker broker = startBroker(network)) {
            List<Strike> strikes = new ArrayList<>(Strike.parse(System.getProperty("cluster.blows", BLOWS)));
            if (network.isEmpty()) {
                System.out.println("without a split: this user may not make networks");
                strikes.removeIf(strike -> strike.blow() == Blow.SPLIT);
            }
            assertNothingIsLost(ClusterJournal.at(broker.bootstrapServers(), power(broker)), network, strikes);
        } finally {
            network.ifPresent(SplitNetwork::close);
        }
    }

    /** Each node owns what it accepted, and one of them delivers none of it itself. */
    @Test
    void noneIsLostEitherWhereEachNodeHasAJournalOfItsOwn() throws Exception {
        assertNothingIsLost(ClusterJournal.FILES, Optional.empty(), Strike.parse("kill:b,freeze:a"));
    }

    private void assertNothingIsLost(ClusterJournal journal, Optional<SplitNetwork> network, List<Strike> strikes)
            throws Exception {
        ClusterOptions options = new ClusterOptions(
                JAR,
                folder,
                Long.getLong("cluster.seed", System.nanoTime()),
                NodePlan.OF_EACH_KIND,
                journal,
                network,
                strikes,
                4,
                Double.parseDouble(System.getProperty("cluster.faults", "0")));
        System.out.println("cluster campaign with seed " + options.seed());

        ClusterReport report = new ClusterCampaign(options, System.out::println).run();

        System.out.println(report);
        assertThat(report.faults()).as(report.toString()).isEmpty();
        assertThat(report.outcomes()).containsKeys("delivered", "dead", "filtered", "quarantined");
    }

    private KafkaBroker startBroker(Optional<SplitNetwork> network) throws IOException, InterruptedException {
        return KafkaBroker.start(
                Files.createDirectory(folder.resolve("broker")),
                network.map(cuttable -> cuttable.place(SplitNetwork.HUB)).orElse(Place.LOOPBACK));
    }

    private static Broker power(KafkaBroker broker) {
        return new Broker() {
            @Override
            public void kill() throws InterruptedException {
                broker.kill();
            }

            @Override
            public void start() throws IOException, InterruptedException {
                broker.start();
            }
        };
    }
}
