package dev.sluice.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.cluster.Blow;
import dev.sluice.testkit.cluster.Broker;
import dev.sluice.testkit.cluster.ClusterCampaign;
import dev.sluice.testkit.cluster.ClusterOptions;
import dev.sluice.testkit.cluster.ClusterReport;
import dev.sluice.testkit.kafka.KafkaBroker;
import dev.sluice.testkit.process.Place;
import dev.sluice.testkit.process.SplitNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promise, with several nodes: whatever happens to one of them, or to the broker, what was answered 200 is where it belongs. */
class ClusterCampaignIT {

    private static final Path JAR = Path.of(System.getProperty("sluice.jar"));

    @TempDir
    private Path folder;

    /**
     * {@code -Dcluster.blows=KILL,KILL,FREEZE} for others, {@code -Dcluster.faults=0.3} for a destination that fails,
     * {@code -Dcluster.seed=…} for a run that failed.
     */
    @Test
    void nothingAcknowledgedIsLostWhateverHappensToNodesAndBroker() throws Exception {
        try (Surroundings around = Surroundings.make(folder)) {
            ClusterOptions options = new ClusterOptions(
                    JAR,
                    folder,
                    Long.getLong("cluster.seed", System.nanoTime()),
                    Optional.of(around.broker.bootstrapServers()),
                    Optional.of(around),
                    around.network,
                    around.blows(),
                    4,
                    Double.parseDouble(System.getProperty("cluster.faults", "0")));
            System.out.println("cluster campaign with seed " + options.seed() + around.without());

            ClusterReport report = new ClusterCampaign(options, System.out::println).run();

            System.out.println(report);
            assertThat(report.faults()).as(report.toString()).isEmpty();
            assertThat(report.outcomes()).containsKeys("delivered", "dead", "filtered", "quarantined");
        }
    }

    /** A broker, and a network that can be cut where this machine allows one. */
    private record Surroundings(KafkaBroker broker, Optional<SplitNetwork> network) implements Broker, AutoCloseable {

        static Surroundings make(Path folder) throws IOException, InterruptedException {
            Optional<SplitNetwork> network = SplitNetwork.make(ClusterOptions.NODES);
            Place place =
                    network.map(cuttable -> cuttable.place(SplitNetwork.HUB)).orElse(Place.LOOPBACK);
            return new Surroundings(KafkaBroker.start(Files.createDirectory(folder.resolve("broker")), place), network);
        }

        List<Blow> blows() {
            List<Blow> blows = new ArrayList<>(Arrays.stream(
                            System.getProperty("cluster.blows", "SCALE_UP,KILL,BROKER,SPLIT,FREEZE,ROLL,SCALE_DOWN")
                                    .split(","))
                    .map(Blow::valueOf)
                    .toList());
            if (network.isEmpty()) {
                blows.removeIf(blow -> blow == Blow.SPLIT);
            }
            return blows;
        }

        String without() {
            return network.isEmpty() ? ", without a split: this user may not make networks" : "";
        }

        @Override
        public void kill() throws InterruptedException {
            broker.kill();
        }

        @Override
        public void start() throws IOException, InterruptedException {
            broker.start();
        }

        @Override
        public void close() {
            broker.close();
            network.ifPresent(SplitNetwork::close);
        }
    }
}
