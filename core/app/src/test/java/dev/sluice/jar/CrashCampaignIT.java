package dev.sluice.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.campaign.CampaignOptions;
import dev.sluice.testkit.campaign.CampaignReport;
import dev.sluice.testkit.campaign.CrashCampaign;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promise, under crashes and faults: what was answered 200 is delivered, filtered or in the dead letters. */
class CrashCampaignIT {

    private static final Path JAR = Path.of(System.getProperty("sluice.jar"));

    @TempDir
    private Path folder;

    /** {@code -Dcampaign.kills=50} for a longer run, {@code -Dcampaign.seed=…} for one that failed. */
    @Test
    void nothingAcknowledgedIsLostWhileTheProcessIsKilledItsClockJumpsAndTheDestinationFails() throws Exception {
        CampaignReport report = run(CampaignOptions.of(JAR, folder, Long.getLong("campaign.seed", System.nanoTime()))
                .killing(Integer.getInteger("campaign.kills", 5)));

        assertThat(report.faults()).as(report.toString()).isEmpty();
        assertThat(report.outcomes()).containsKeys("delivered", "dead", "filtered", "quarantined");
        assertThat(report.jumps()).isPositive();
    }

    @Test
    void withoutCrashesAndFaultsNothingIsSentTwiceWhateverTheClockShows() throws Exception {
        CampaignReport report =
                run(CampaignOptions.of(JAR, folder, 1).killing(0).stopping(0).failing(0));

        assertThat(report.faults()).as(report.toString()).isEmpty();
        assertThat(report.duplicates()).isZero();
    }

    private static CampaignReport run(CampaignOptions options) throws Exception {
        System.out.println("campaign with seed " + options.seed());
        CampaignReport report = new CrashCampaign(options, step -> {}).run();
        System.out.println(report);
        return report;
    }
}
