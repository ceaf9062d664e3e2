package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FullConfigTest {

    private static final String FULL = """
            {
              "$schema": "./sluice.schema.json",
              "ingest": {
                "host": "0.0.0.0", "port": 8181, "allowUnsigned": true, "maxBodyBytes": "1MiB",
                "maxInFlightBytes": 33554432, "bodyTimeoutMillis": 5000,
                "maxConnections": 64, "headerTimeoutMillis": 2000, "dedupeWindowEvents": 5000,
                "customerio": {"path": "/cio", "signingKeys": ["first key", "second key"], "timestampToleranceSeconds": 600}
              },
              "journal": {"type": "sqlite", "path": "/var/lib/sluice.db", "maxBytes": "2 GB", "deadLetters": {"maxAge": "30d", "maxBytes": "64MiB"},
                          "history": {"maxAge": "2d", "maxBytes": "8MiB"}},
              "destinations": [
                {
                  "id": "sink-eu", "plugin": "sink",
                  "settings": {"apiKey": "0123456789abcdef", "region": "eu"},
                  "filter": {"events": ["email.sent", "sms.*"], "when": "metric != 'drafted'"},
                  "mapping": {
                    "event_properties.team": {"value": "growth"},
                    "event_properties.subject": {"drop": true},
                    "ip": {"from": "/data/ip"},
                    "user_id": {"hash": {"salt": "pepper and salt"}},
                    "location.city": {"from": "/data/city", "hash": {"salt": "pepper and salt"}}
                  },
                  "batch": {"maxEvents": 10, "maxBytes": "64KiB", "lingerMillis": 0},
                  "delivery": {"concurrency": 1, "timeoutMillis": 2000, "maxAge": "36h"},
                  "window": {"maxEvents": 100, "maxBytes": "1MiB"}
                }
              ],
              "management": {"host": "0.0.0.0", "port": 9191, "token": "bearer of news"},
              "shutdown": {"graceSeconds": 5}
            }
            """;

    private final LoadedConfig loaded = Loading.plain().load(FULL);
    private final SluiceConfig config = loaded.config();
    private final DestinationConfig destination = config.destinations().get(0);

    @Test
    void nothingInItIsWorthAWarning() {
        assertThat(loaded.warnings()).isEmpty();
    }

    @Test
    void ingest() {
        IngestConfig ingest = config.ingest();

        assertThat(ingest.host()).isEqualTo("0.0.0.0");
        assertThat(ingest.port()).isEqualTo(8181);
        assertThat(ingest.allowUnsigned()).isTrue();
        assertThat(ingest.maxBodyBytes()).isEqualTo(DataSize.mebibytes(1));
        assertThat(ingest.maxInFlightBytes()).isEqualTo(DataSize.mebibytes(32));
        assertThat(ingest.bodyTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(ingest.maxConnections()).isEqualTo(64);
        assertThat(ingest.headerTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(ingest.dedupeWindowEvents()).isEqualTo(5_000);
        assertThat(ingest.tls()).isEmpty();
        assertThat(ingest.customerio().path()).isEqualTo("/cio");
        assertThat(ingest.customerio().signingKeys())
                .extracting(Secret::reveal)
                .containsExactly("first key", "second key");
        assertThat(ingest.customerio().timestampTolerance()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void journal() {
        assertThat(config.journal())
                .isEqualTo(new JournalConfig(
                        Path.of("/var/lib/sluice.db"),
                        new DataSize(2_000_000_000),
                        new DeadLetterConfig(Duration.ofDays(30), DataSize.mebibytes(64)),
                        new HistoryConfig(Duration.ofDays(2), DataSize.mebibytes(8)),
                        Optional.empty()));
    }

    @Test
    void destination() {
        assertThat(destination.id()).isEqualTo("sink-eu");
        assertThat(destination.plugin()).isEqualTo("sink");
        assertThat(destination.settings()).hasToString("""
                {"apiKey":"0123456789abcdef","region":"eu"}""");
        assertThat(destination.filter())
                .isEqualTo(new FilterConfig(List.of("email.sent", "sms.*"), Optional.of("metric != 'drafted'")));
        assertThat(destination.batch()).isEqualTo(new BatchConfig(10, new DataSize(65_536), Duration.ZERO));
        assertThat(destination.delivery())
                .isEqualTo(new DeliveryConfig(1, Duration.ofSeconds(2), Duration.ofHours(36)));
        assertThat(destination.window()).isEqualTo(new WindowConfig(100, DataSize.mebibytes(1)));
    }

    @Test
    void overridesStandInTheOrderOfTheFile() {
        assertThat(destination.mapping().keySet())
                .containsExactly("event_properties.team", "event_properties.subject", "ip", "user_id", "location.city");
    }

    @Test
    void overridesOfEachKind() {
        assertThat(destination.mapping())
                .containsEntry("event_properties.team", new MappingOverride.Constant(TextNode.valueOf("growth")))
                .containsEntry("event_properties.subject", new MappingOverride.Drop())
                .containsEntry("ip", new MappingOverride.Replace(Optional.of("/data/ip"), Optional.empty()));
        assertThat(destination.mapping().get("user_id"))
                .isInstanceOfSatisfying(MappingOverride.Replace.class, replace -> {
                    assertThat(replace.from()).isEmpty();
                    assertThat(replace.salt()).map(Secret::reveal).contains("pepper and salt");
                });
        assertThat(destination.mapping().get("location.city"))
                .isInstanceOfSatisfying(MappingOverride.Replace.class, replace -> {
                    assertThat(replace.from()).contains("/data/city");
                    assertThat(replace.salt()).map(Secret::reveal).contains("pepper and salt");
                });
    }

    @Test
    void managementAndShutdown() {
        assertThat(config.management().host()).isEqualTo("0.0.0.0");
        assertThat(config.management().port()).isEqualTo(9191);
        assertThat(config.management().token()).map(Secret::reveal).contains("bearer of news");
        assertThat(config.shutdown()).isEqualTo(new ShutdownConfig(Duration.ofSeconds(5)));
    }
}
