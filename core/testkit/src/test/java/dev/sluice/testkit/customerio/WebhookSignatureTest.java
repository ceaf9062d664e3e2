package dev.sluice.testkit.customerio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {

    private static final byte[] BODY = "{\"event_id\":\"01E4C4CT6YDC7Y5M7FE1GWWPQJ\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void signsVersionTimestampAndRawBody() {
        // From: printf 'v0:1613063089:%s' "$body" | openssl dgst -sha256 -hmac 'a-signing-key'
        assertThat(new WebhookSignature("a-signing-key").headers(BODY, 1_613_063_089))
                .isEqualTo(Map.of(
                        "x-cio-timestamp",
                        "1613063089",
                        "x-cio-signature",
                        "2afa4cd517853812e478bec54fe98c6bfe23634cb5d087919b62bb9f882ce379"));
    }

    @Test
    void differsByKeyBodyAndTime() {
        String signature = sign("key", BODY, 1);
        assertThat(signature)
                .isNotEqualTo(sign("another", BODY, 1))
                .isNotEqualTo(sign("key", new byte[] {1}, 1))
                .isNotEqualTo(sign("key", BODY, 2));
    }

    private static String sign(String key, byte[] body, long epochSeconds) {
        return new WebhookSignature(key).headers(body, epochSeconds).get(WebhookSignature.SIGNATURE_HEADER);
    }
}
