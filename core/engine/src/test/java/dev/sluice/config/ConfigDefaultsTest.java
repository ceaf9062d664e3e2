package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigDefaultsTest {

    private final SluiceConfig config = Loading.plain().config("");

    @Test
    void ingestListensOnLoopbackAndChecksSignaturesForAsLongAsTheSenderRetries() {
        assertThat(config.ingest())
                .isEqualTo(new IngestConfig(
                        "127.0.0.1",
                        8080,
                        false,
                        DataSize.mebibytes(5),
                        DataSize.mebibytes(64),
                        Duration.ofSeconds(30),
                        1024,
                        Duration.ofSeconds(10),
                        0,
                        Optional.empty(),
                        new CustomerIoConfig("/webhooks/customerio", List.of(), Duration.ofDays(8))));
    }

    @Test
    void theJournalIsAFileOfTenGibibytesAtMost() {
        assertThat(config.journal())
                .isEqualTo(new JournalConfig(
                        Path.of("data/sluice.db"),
                        DataSize.mebibytes(10 << 10),
                        new DeadLetterConfig(Duration.ofDays(90), DataSize.mebibytes(1 << 10)),
                        HistoryConfig.STANDARD,
                        Optional.empty()));
    }

    @Test
    void managementListensOnLoopbackWithoutAToken() {
        assertThat(config.management())
                .isEqualTo(new ManagementConfig("127.0.0.1", 9090, Optional.empty(), Optional.empty()));
    }

    @Test
    void aNodeHasHalfAMinuteToStop() {
        assertThat(config.shutdown()).isEqualTo(new ShutdownConfig(Duration.ofSeconds(30)));
    }

    @Test
    void aDestinationTakesAllEventsUnchangedForAWeek() {
        DestinationConfig destination = config.destinations().get(0);

        assertThat(destination.filter()).isEqualTo(new FilterConfig(List.of("*"), Optional.empty()));
        assertThat(destination.mapping()).isEmpty();
        assertThat(destination.batch()).isEqualTo(new BatchConfig(1000, DataSize.mebibytes(1), Duration.ofMillis(500)));
        assertThat(destination.delivery()).isEqualTo(new DeliveryConfig(4, Duration.ofSeconds(10), Duration.ofDays(7)));
        assertThat(destination.window()).isEqualTo(new WindowConfig(20_000, DataSize.mebibytes(32)));
    }

    @Test
    void settingsMayBeLeftOutWhereThePluginNeedsNone() {
        assertThat(Loading.plain().errorsOf("""
                {"destinations": [{"id": "a", "plugin": "sink"}]}"""))
                .singleElement()
                .asString()
                .startsWith("sluice.json: /destinations/0/settings/apiKey: this key is missing");
    }

    @Test
    void defaultsAreFilledInBesideWhatIsWritten() {
        SluiceConfig written = Loading.plain().config("""
                "ingest": {"port": 0, "customerio": {"path": "/in"}}""");

        assertThat(written.ingest().port()).isZero();
        assertThat(written.ingest().host()).isEqualTo("127.0.0.1");
        assertThat(written.ingest().customerio()).isEqualTo(new CustomerIoConfig("/in", List.of(), Duration.ofDays(8)));
    }
}
