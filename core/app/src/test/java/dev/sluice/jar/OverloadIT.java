package dev.sluice.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.campaign.OverloadCampaign;
import dev.sluice.testkit.campaign.OverloadOptions;
import dev.sluice.testkit.campaign.OverloadReport;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More than fits: the destination takes nothing, senders go on, and the heap is small. */
class OverloadIT {

    private static final Path JAR = Path.of(System.getProperty("sluice.jar"));

    @TempDir
    private Path folder;

    /** {@code -Doverload.seconds=300} for a longer run. Large events, so that the backlog is soon beyond the heap. */
    @Test
    void overloadCostsDiskAndNeitherMemoryNorLatencyNorEvents() throws Exception {
        Duration length = Duration.ofSeconds(Integer.getInteger("overload.seconds", 5));

        OverloadReport report =
                new OverloadCampaign(new OverloadOptions(JAR, folder, length, 16, 40_000), step -> {}).run();

        System.out.println(report);
        assertThat(report.faults()).as(report.toString()).isEmpty();
        assertThat(report.answers()).containsOnlyKeys("200", "503");
    }
}
