package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.fuzz.Fuzzing;
import dev.sluice.testkit.fuzz.HostileBytes;
import dev.sluice.testkit.fuzz.HostileJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfigFuzzTest {

    private static final int TRIES = 1_500;

    /** Secrets that come from outside the text, so that whatever becomes of it, no message has a reason to show them. */
    private static final List<String> SECRETS = List.of("5e1f9c2a-key", "bearer of \"bad\" news", "p%pper\\salt");

    private static final ConfigLoader LOADER = Loading.with("KEY", SECRETS.get(0))
            .and("TOKEN", SECRETS.get(1))
            .and("SALT", SECRETS.get(2))
            .and("REGION", "eu")
            .loader();

    private static final String FULL = """
            {"$schema": "./sluice.schema.json",
             "ingest": {"host": "127.0.0.1", "port": 8080, "maxBodyBytes": "5MiB",
                        "customerio": {"path": "/webhooks/customerio", "signingKeys": ["${env:KEY}"]}},
             "journal": {"type": "sqlite", "path": "data/sluice.db", "maxBytes": "10GiB"},
             "destinations": [
               {"id": "sink", "plugin": "sink",
                "settings": {"apiKey": "${env:KEY}", "region": "${env:REGION}", "accountId": "1", "bodyContent": true},
                "filter": {"events": ["email.sent", "sms.*"], "when": "metric != '${env:TOKEN:-drafted}'"},
                "mapping": {"event_properties.team": {"value": "${env:TOKEN}"}, "event_properties.subject": {"drop": true},
                            "user_id": {"hash": {"salt": "${env:SALT}"}}},
                "batch": {"maxEvents": 1000, "maxBytes": "1MiB", "lingerMillis": 500},
                "delivery": {"concurrency": 4, "timeoutMillis": 10000, "maxAge": "7d"},
                "window": {"maxEvents": 5000, "maxBytes": "32MiB"}},
               {"id": "other", "plugin": "amplitude", "settings": {"apiKey": "x${env:SALT}y"}}],
             "management": {"host": "127.0.0.1", "port": 9090, "token": "${env:TOKEN}"},
             "shutdown": {"graceSeconds": 30}}
            """;

    private static final ObjectNode TREE = StrictJson.parse(FULL.getBytes(StandardCharsets.UTF_8));

    @Test
    void theTextThatIsChangedWorks() {
        assertThat(LOADER.loadText("sluice.json", FULL).warnings()).isEmpty();
    }

    @Test
    void whatIsNotJsonIsRefusedWithALine() {
        Fuzzing.run(TRIES, random -> {
            byte[] changed = HostileBytes.mutated(FULL.getBytes(StandardCharsets.UTF_8), random);
            assertLoadsOrTellsWhy(new String(changed, StandardCharsets.UTF_8));
        });
    }

    @Test
    void whatIsNotAConfigurationIsRefusedWithAPointer() {
        Fuzzing.run(
                TRIES, random -> assertLoadsOrTellsWhy(HostileJson.written(HostileJson.mutated(TREE, random), random)));
    }

    @Test
    void bytesThatMakeNoTextAreRefused() {
        Fuzzing.run(TRIES * 10, random -> {
            try {
                StrictJson.parse(noisy(random));
            } catch (ConfigSyntaxException refused) {
                assertThat(refused).message().isNotBlank();
            }
        });
    }

    private static byte[] noisy(Random random) {
        return random.nextInt(10) == 0
                ? HostileBytes.noise(64, random)
                : HostileBytes.mutated(FULL.getBytes(StandardCharsets.UTF_8), random);
    }

    private static void assertLoadsOrTellsWhy(String text) {
        try {
            LoadedConfig loaded = LOADER.loadText("sluice.json", text);
            assertThat(loaded.warnings().toString()).doesNotContain(SECRETS);
        } catch (InvalidConfigException refused) {
            assertThat(refused.errors()).isNotEmpty();
            assertThat(refused.lines()).allMatch(line -> line.matches("sluice.json: [^\\n\\r]*"));
            assertThat(refused.getMessage() + refused.errors()).doesNotContain(SECRETS);
            assertThat(refused.errors()).allMatch(ConfigFuzzTest::tellsWhere);
        }
    }

    private static boolean tellsWhere(ConfigError error) {
        return error.pointer().startsWith("/")
                || error.message().matches("(?s)line \\d+, column \\d+: .*")
                || error.message().startsWith("the file holds no object");
    }
}
