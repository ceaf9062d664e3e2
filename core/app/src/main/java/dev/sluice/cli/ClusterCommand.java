package dev.sluice.cli;

import dev.sluice.testkit.cluster.ClusterCampaign;
import dev.sluice.testkit.cluster.ClusterJournal;
import dev.sluice.testkit.cluster.ClusterOptions;
import dev.sluice.testkit.cluster.ClusterReport;
import dev.sluice.testkit.cluster.NodePlan;
import dev.sluice.testkit.cluster.Strike;
import dev.sluice.testkit.process.SplitNetwork;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code campaign cluster}: three nodes of this very jar, hit one after the other. */
@Command(
        name = "cluster",
        description =
                "Tries whether anything gets lost between several nodes: clients post to three processes of this jar, one of"
                        + " each set of roles, while one after the other is killed, frozen, cut off, replaced, added and taken away;"
                        + " after each blow every acknowledged event is looked for, and the time to take over is told.",
        footer = {
            "",
            "Without brokers each node has its journal in a file. With them all share topics that begin with campaign- and the"
                    + " seed, and stay there. Brokers themselves are killed in the tests only. A node is cut off where this user"
                    + " may make networks (root on Linux), and on files only."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:every acknowledged event is where it belongs", "1:something does not hold; it is named"})
final class ClusterCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Brokers for the journal, which this machine reaches without a password.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--blows",
            paramLabel = "LIST",
            description =
                    "What happens, parted by commas, with the node where it matters: kill:a,roll,freeze. By default everything.")
    private @Nullable String blows;

    @Option(names = "--clients", paramLabel = "N", description = "Clients that post (default: ${DEFAULT-VALUE}).")
    private int clients = 4;

    @Option(
            names = "--faults",
            paramLabel = "SHARE",
            description = "Share of the destination's answers that are faults, 0 to 1 (default: ${DEFAULT-VALUE}).")
    private double faults;

    @Option(names = "--seed", paramLabel = "SEED", description = "Draws the same again; by default a new one.")
    private long seed = System.nanoTime();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path jar = RunningJar.path();
        Path folder = Files.createTempDirectory("sluice-cluster");
        out.println("Seed " + seed + ", in " + folder);
        out.flush();
        ClusterReport report = run(jar, folder, step -> {
            out.println(step);
            out.flush();
        });
        out.println(report);
        out.flush();
        if (report.balances()) {
            TemporaryFolder.delete(folder);
        }
        return report.balances() ? 0 : 1;
    }

    private ClusterReport run(Path jar, Path folder, Consumer<String> progress) throws Exception {
        ClusterJournal journal =
                Optional.ofNullable(bootstrapServers).map(ClusterJournal::at).orElse(ClusterJournal.FILES);
        List<NodePlan> nodes = NodePlan.OF_EACH_KIND;
        Optional<SplitNetwork> network = bootstrapServers == null
                ? SplitNetwork.make(nodes.stream().map(NodePlan::name).toList())
                : Optional.empty();
        try {
            List<Strike> strikes = blows == null ? Strike.all(journal, network) : Strike.parse(blows);
            return new ClusterCampaign(
                            new ClusterOptions(jar, folder, seed, nodes, journal, network, strikes, clients, faults),
                            progress)
                    .run();
        } finally {
            network.ifPresent(SplitNetwork::close);
        }
    }
}
