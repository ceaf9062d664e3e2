package dev.sluice.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CustomerIoConfig;
import dev.sluice.config.Secret;
import dev.sluice.ingest.SignatureCheck.Verdict;
import dev.sluice.testkit.customerio.WebhookSignature;
import dev.sluice.testkit.customerio.Webhooks;
import dev.sluice.testkit.fuzz.Fuzzing;
import dev.sluice.testkit.fuzz.HostileBytes;
import dev.sluice.testkit.fuzz.HostileJson;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignatureCheckFuzzTest {

    private static final int TRIES = 20_000;
    private static final long TIMESTAMP = 1_613_063_089;
    private static final long NOW_MILLIS = TIMESTAMP * 1000;
    private static final List<Secret> KEYS =
            List.of(new Secret("5e1f9c2a-older-key"), new Secret("5e1f9c2a-newer-key"));
    private static final WebhookSignature SENDER = new WebhookSignature("5e1f9c2a-newer-key");
    private static final List<byte[]> BODIES = new Webhooks(1)
            .all().stream()
                    .map(event -> event.toString().getBytes(StandardCharsets.UTF_8))
                    .toList();
    private static final List<String> TYPES = List.of(
            "application/json", "application/x-ndjson", "APPLICATION/JSON; charset=utf-8", "text/html", ";", "");

    private final SignatureCheck check =
            new SignatureCheck(new CustomerIoConfig("/webhooks/customerio", KEYS, Duration.ofDays(8)));

    @Test
    void onlyTheSignatureOfThisBodyAtThisTimePasses() {
        Fuzzing.run(TRIES, random -> {
            byte[] signed = BODIES.get(random.nextInt(BODIES.size()));
            String right = signature(signed);
            byte[] body = random.nextBoolean() ? signed : HostileBytes.mutated(signed, random);
            String signature = random.nextBoolean() ? right : header(right, random);
            String timestamp =
                    random.nextBoolean() ? Long.toString(TIMESTAMP) : header(Long.toString(TIMESTAMP), random);

            Verdict verdict = check.check(signature, timestamp, body, NOW_MILLIS);

            boolean untouched = Arrays.equals(body, signed)
                    && signature.strip().equalsIgnoreCase(right)
                    && timestamp.strip().equals(Long.toString(TIMESTAMP));
            assertThat(verdict).isNotEqualTo(Verdict.UNCHECKED);
            assertThat(verdict.passes()).isEqualTo(untouched);
            assertThat(new SignatureDiagnosis(signature, timestamp, body)
                            .explain(verdict, KEYS)
                            .orElse(""))
                    .doesNotContain("5e1f9c2a");
        });
    }

    @Test
    void anyContentTypeIsOneThatIsReadOrIsNot() {
        Fuzzing.run(TRIES, random -> {
            MultiMap headers = MultiMap.caseInsensitiveMultiMap();
            String type = header(TYPES.get(random.nextInt(TYPES.size())), random);
            headers.add("content-type", type);
            if (random.nextBoolean()) {
                headers.add("content-encoding", header("identity", random));
            }

            MediaType read = MediaType.of(headers);

            if (read != MediaType.OTHER) {
                assertThat(type.strip()).containsIgnoringCase(read == MediaType.JSON ? "application/json" : "x-ndjson");
            }
        });
    }

    private static String signature(byte[] body) {
        return SENDER.headers(body, TIMESTAMP).get(WebhookSignature.SIGNATURE_HEADER);
    }

    private static String header(String right, Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> HostileJson.text(random);
            case 1 -> right.toUpperCase(Locale.ROOT);
            case 2 -> " " + right + "\t";
            case 3 -> new String(HostileBytes.noise(80, random), StandardCharsets.ISO_8859_1);
            default ->
                new String(
                        HostileBytes.mutated(right.getBytes(StandardCharsets.UTF_8), random),
                        StandardCharsets.ISO_8859_1);
        };
    }
}
