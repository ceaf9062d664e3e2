package dev.sluice.cli;

import dev.sluice.testkit.scale.ScaleCampaign;
import dev.sluice.testkit.scale.ScaleOptions;
import dev.sluice.testkit.scale.ScaleReport;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code campaign scale}: this very jar, as one node and as several. */
@Command(
        name = "scale",
        description =
                "Measures what an event costs in processor time, from webhook to delivery, with one node of this jar"
                        + " and with more of them on this machine.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:an event costs no more with more nodes", "1:it costs more"})
final class ScaleCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--nodes",
            split = ",",
            paramLabel = "N",
            description = "How many nodes, one measurement after the other (default: ${DEFAULT-VALUE}).")
    private List<Integer> nodes = List.of(1, 2, 3);

    @Option(names = "--events", paramLabel = "N", description = "For each node (default: ${DEFAULT-VALUE}).")
    private int events = 150_000;

    @Option(names = "--senders", paramLabel = "N", description = "To each node at once (default: ${DEFAULT-VALUE}).")
    private int senders = 48;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Events a second for each node; 0 for as many as it takes (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--event-bytes",
            paramLabel = "N",
            description = "Padding of each event (default: ${DEFAULT-VALUE}).")
    private int eventBytes = 800;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Keep the journal in Kafka there, for all nodes; by default each has a file.")
    private @Nullable String brokers;

    @Option(
            names = "--broker-pid",
            paramLabel = "PID",
            description = "The broker's process, where it runs on this machine, to be measured too.")
    private @Nullable Long brokerPid;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path folder = Files.createTempDirectory("sluice-scale");
        ScaleOptions options = new ScaleOptions(
                RunningJar.path(),
                folder,
                nodes,
                events,
                senders,
                rate,
                eventBytes,
                Optional.ofNullable(brokers),
                Optional.ofNullable(brokerPid).flatMap(ProcessHandle::of));
        try {
            ScaleReport report = new ScaleCampaign(options, step -> {
                        out.println(step);
                        out.flush();
                    })
                    .run();
            out.println(
                    report.isFlat()
                            ? "An event costs no more with more nodes."
                            : "An event costs more with more nodes.");
            out.flush();
            return report.isFlat() ? 0 : 1;
        } finally {
            TemporaryFolder.delete(folder);
        }
    }
}
