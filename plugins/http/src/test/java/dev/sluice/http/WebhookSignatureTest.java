package dev.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.spi.InvalidSettingsException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {

    /** The example that the libraries of the Standard Webhooks project are tested with. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant TIME = Instant.ofEpochSecond(1_614_265_330L);
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final String SIGNED = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static WebhookSignature signature(String... secrets) {
        return WebhookSignature.of(Http.json("[\"" + String.join("\",\"", secrets) + "\"]"))
                .orElseThrow();
    }

    @Test
    void signsAsTheSpecificationsOwnLibrariesDo() {
        assertThat(signature(SECRET).headers(ID, TIME, BODY))
                .isEqualTo(Map.of("webhook-id", ID, "webhook-timestamp", "1614265330", "webhook-signature", SIGNED));
    }

    @Test
    void whileASecretIsRotatedEachSigns() {
        String other = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

        assertThat(signature(other, SECRET).headers(ID, TIME, BODY).get("webhook-signature"))
                .matches("v1,[A-Za-z0-9+/]{43}= " + Pattern.quote(SIGNED));
    }

    @Test
    void withoutSecretsNothingIsSigned() {
        assertThat(WebhookSignature.of(Http.json("[]"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "whsec_",
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2La",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa!w",
                "whsk_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
            })
    void whatIsNoSecretIsRefusedAtItsPlaceAndNotShown(String secret) {
        assertThatThrownBy(() -> signature(SECRET, secret))
                .isInstanceOfSatisfying(
                        InvalidSettingsException.class,
                        invalid -> assertThat(invalid.pointer()).isEqualTo("/signingSecrets/1"))
                .hasMessageContaining("24 to 64 bytes in base64")
                .hasMessageNotContaining("MfKQ");
    }

    @Test
    void anEventThatIsAloneGivesTheRequestItsId() {
        assertThat(WebhookIds.of(List.of(Http.event("01M85MDVG5VDC1DRV414EEJ4WW", "1"))))
                .isEqualTo("01M85MDVG5VDC1DRV414EEJ4WW");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "a b", "a\r\nx: y", "ü", ""})
    void anIdThatNoHeaderOrSignatureCanCarryIsHashed(String id) {
        String hashed = WebhookIds.of(List.of(Http.event("x" + id + ".", "1")));

        assertThat(hashed).matches("event_[0-9a-f]{64}");
        assertThat(hashed).isEqualTo(WebhookIds.of(List.of(Http.event("x" + id + ".", "2"))));
    }

    @Test
    void aBatchHasTheSameIdEachTimeAndNoOtherHasIt() {
        String id = WebhookIds.of(List.of(Http.event("ab", "1"), Http.event("c", "2")));

        assertThat(id).matches("batch_[0-9a-f]{64}");
        assertThat(id).isEqualTo(WebhookIds.of(List.of(Http.event("ab", "9"), Http.event("c", "9"))));
        assertThat(id)
                .isNotEqualTo(WebhookIds.of(List.of(Http.event("a", "1"), Http.event("bc", "2"))))
                .isNotEqualTo(WebhookIds.of(List.of(Http.event("c", "1"), Http.event("ab", "2"))))
                .isNotEqualTo(WebhookIds.of(List.of(Http.event("ab", "1"))));
    }
}
