package dev.sluice.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CustomerIoConfig;
import dev.sluice.config.Secret;
import dev.sluice.ingest.SignatureCheck.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureCheckTest {

    private static final String KEY = "5e1f9c2a-signing-key";
    private static final byte[] BODY =
            "{\"event_id\":\"01E4C4CT6YDC7Y5M7FE1GWWPQJ\",\"metric\":\"sent\"}".getBytes(StandardCharsets.UTF_8);
    private static final String TIMESTAMP = "1613063089";
    private static final long NOW = 1613063089_000L;

    /** Worked out by another program: HMAC-SHA256 of {@code v0:1613063089:} and the body. */
    private static final String SIGNATURE = "8a5825d01adc0d291d3d1814f03a900207462c89aec6ef339317128f06bbcd3d";

    private static SignatureCheck check(String... keys) {
        return new SignatureCheck(
                new CustomerIoConfig("/", Arrays.stream(keys).map(Secret::new).toList(), Duration.ofDays(8)));
    }

    private static String sign(String key, String message) {
        return HexFormat.of()
                .formatHex(SignatureCheck.mac(new Secret(key)).doFinal(message.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void acceptsCustomerIosSignature() {
        assertThat(check(KEY).check(SIGNATURE, TIMESTAMP, BODY, NOW)).isEqualTo(Verdict.VALID);
    }

    @Test
    void acceptsAnyOfSeveralKeysWhileOneIsRotated() {
        assertThat(check("older", KEY, "newer").check(SIGNATURE, TIMESTAMP, BODY, NOW))
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void refusesASignatureOverTheBodyAlone() {
        String overBody = sign(KEY, new String(BODY, StandardCharsets.UTF_8));

        assertThat(check(KEY).check(overBody, TIMESTAMP, BODY, NOW)).isEqualTo(Verdict.MISMATCH);
    }

    @Test
    void refusesABodyThatWasWrittenAnew() {
        byte[] spaced =
                new String(BODY, StandardCharsets.UTF_8).replace(",", ", ").getBytes(StandardCharsets.UTF_8);

        assertThat(check(KEY).check(SIGNATURE, TIMESTAMP, spaced, NOW)).isEqualTo(Verdict.MISMATCH);
    }

    @Test
    void refusesAnotherTimestamp() {
        assertThat(check(KEY).check(SIGNATURE, "1613063090", BODY, NOW)).isEqualTo(Verdict.MISMATCH);
    }

    @ParameterizedTest
    @CsvSource({"0, VALID", "691200, VALID", "691201, TOO_OLD", "-691200, VALID", "-691201, TOO_NEW"})
    void toleratesATimestampForLongerThanTheSenderRetries(long ageSeconds, Verdict verdict) {
        assertThat(check(KEY).check(SIGNATURE, TIMESTAMP, BODY, NOW + ageSeconds * 1000))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "null, 1613063089, MISSING_SIGNATURE",
                "'', 1613063089, MISSING_SIGNATURE",
                "8a5825d01adc0d291d3d1814f03a900207462c89aec6ef339317128f06bbcd3d, null, MISSING_TIMESTAMP",
                "8a5825d01adc0d291d3d1814f03a900207462c89aec6ef339317128f06bbcd3d, '', MISSING_TIMESTAMP",
                "8a5825d01adc0d291d3d1814f03a900207462c89aec6ef339317128f06bbcd3d, soon, MALFORMED_TIMESTAMP",
                "8a5825d01adc0d291d3d1814f03a900207462c89aec6ef339317128f06bbcd3d, -1613063089, MALFORMED_TIMESTAMP",
                "8a5825d01adc0d291d3d1814f03a900207462c89aec6ef339317128f06bbcd3d, 99999999999999999999, MALFORMED_TIMESTAMP",
                "abc, 1613063089, MALFORMED_SIGNATURE",
                "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz, 1613063089, MALFORMED_SIGNATURE"
            })
    void namesWhatIsWrong(String signature, String timestamp, Verdict verdict) {
        assertThat(check(KEY).check(signature, timestamp, BODY, NOW)).isEqualTo(verdict);
    }

    @Test
    void letsEverythingPassWithoutAKey() {
        assertThat(check().check(null, null, BODY, NOW)).isEqualTo(Verdict.UNCHECKED);
        assertThat(Verdict.UNCHECKED.passes()).isTrue();
    }

    @Test
    void explainsTheMistakesThatPeopleMake() {
        String body = new String(BODY, StandardCharsets.UTF_8);

        assertThat(explain(sign(KEY, body), BODY)).contains("over the body alone");
        assertThat(explain(sign(KEY, TIMESTAMP + ":" + body), BODY)).contains("without the version");
        assertThat(explain(SIGNATURE, (body + "\n").getBytes(StandardCharsets.UTF_8)))
                .contains("line end that was not sent");
        assertThat(explain(sign(KEY, "v0:" + TIMESTAMP + ":" + body + "\n"), BODY))
                .contains("lacks the line end");
        assertThat(explain("MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=", BODY))
                .contains("Base64");
    }

    private static String explain(String signature, byte[] body) {
        Verdict verdict = check(KEY).check(signature, TIMESTAMP, body, NOW);
        return new SignatureDiagnosis(signature, TIMESTAMP, body)
                .explain(verdict, List.of(new Secret(KEY)))
                .orElse("nothing");
    }
}
