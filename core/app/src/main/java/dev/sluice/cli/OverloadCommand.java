package dev.sluice.cli;

import dev.sluice.testkit.campaign.OverloadCampaign;
import dev.sluice.testkit.campaign.OverloadOptions;
import dev.sluice.testkit.campaign.OverloadReport;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code campaign overload}: this very jar, sent more than it can pass on. */
@Command(
        name = "overload",
        description =
                "Tries whether too much does harm: senders post without pause to this jar, on a heap of 256 MiB, while"
                        + " the destination takes nothing; then it is killed, started again, filled up, and drained. A minute takes"
                        + " up to a gibibyte of disk.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:answers stayed quick and nothing was lost", "1:something does not hold; it is named"})
final class OverloadCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "How long the destination takes nothing (default: ${DEFAULT-VALUE}).")
    private int minutes = 1;

    @Option(names = "--senders", paramLabel = "N", description = "Senders at once (default: ${DEFAULT-VALUE}).")
    private int senders = 64;

    @Option(
            names = "--event-bytes",
            paramLabel = "N",
            description = "Padding of each event (default: ${DEFAULT-VALUE}).")
    private int eventBytes = 800;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path jar = RunningJar.path();
        Path folder = Files.createTempDirectory("sluice-overload");
        out.println("In " + folder);
        out.flush();
        OverloadReport report = new OverloadCampaign(
                        new OverloadOptions(jar, folder, Duration.ofMinutes(minutes), senders, eventBytes), step -> {
                            out.println(step);
                            out.flush();
                        })
                .run();
        out.println(report);
        out.flush();
        if (report.holds()) {
            TemporaryFolder.delete(folder);
        }
        return report.holds() ? 0 : 1;
    }
}
