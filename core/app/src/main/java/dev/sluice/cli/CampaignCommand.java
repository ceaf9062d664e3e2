package dev.sluice.cli;

import dev.sluice.testkit.campaign.CampaignOptions;
import dev.sluice.testkit.campaign.CampaignReport;
import dev.sluice.testkit.campaign.CrashCampaign;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code campaign}: this very jar, killed and starved, and its ledger. */
@Command(
        name = "campaign",
        description =
                "Tries whether anything gets lost: clients post to this jar while it is killed, its clock jumps"
                        + " and a sandbox of Amplitude fails in every documented way; then each acknowledged event is looked for.",
        mixinStandardHelpOptions = true,
        subcommands = {OverloadCommand.class, ClusterCommand.class, ScaleCommand.class},
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:every acknowledged event is where it belongs", "1:something does not hold; it is named"})
final class CampaignCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--kills", paramLabel = "N", description = "kill -9 so often (default: ${DEFAULT-VALUE}).")
    private int kills = 5;

    @Option(names = "--stops", paramLabel = "N", description = "SIGTERM so often (default: ${DEFAULT-VALUE}).")
    private int stops = 2;

    @Option(
            names = "--jumps",
            paramLabel = "N",
            description =
                    "Set its clock so often, forward and back by minutes, hours and days (default: ${DEFAULT-VALUE}).")
    private int jumps = 8;

    @Option(names = "--clients", paramLabel = "N", description = "Clients that post (default: ${DEFAULT-VALUE}).")
    private int clients = 8;

    @Option(
            names = "--faults",
            paramLabel = "SHARE",
            description = "Share of the destination's answers that are faults, 0 to 1 (default: ${DEFAULT-VALUE}).")
    private double faults = 0.4;

    @Option(names = "--seed", paramLabel = "SEED", description = "Draws the same again; by default a new one.")
    private long seed = System.nanoTime();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path jar = RunningJar.path();
        Path folder = Files.createTempDirectory("sluice-campaign");
        out.println("Seed " + seed + ", in " + folder);
        out.flush();
        CampaignReport report = new CrashCampaign(
                        new CampaignOptions(jar, folder, seed, kills, stops, jumps, clients, faults), step -> {
                            out.println(step);
                            out.flush();
                        })
                .run();
        out.println(report);
        out.flush();
        if (report.balances()) {
            TemporaryFolder.delete(folder);
        }
        return report.balances() ? 0 : 1;
    }
}
