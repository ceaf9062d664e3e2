package dev.sluice.testkit.customerio;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs as Customer.io does: the lower-case hex HMAC-SHA256 of {@code v0:<timestamp>:<raw body>}.
 *
 * @param key the signing key
 */
public record WebhookSignature(String key) {

    private static final String ALGORITHM = "HmacSHA256";

    /** The two headers of a signed webhook. */
    public Map<String, String> headers(byte[] body, long epochSeconds) {
        return Map.of("X-CIO-Timestamp", Long.toString(epochSeconds), "X-CIO-Signature", sign(body, epochSeconds));
    }

    /** The signature alone. */
    public String sign(byte[] body, long epochSeconds) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update(("v0:" + epochSeconds + ":").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException unavailable) {
            throw new IllegalStateException("every Java platform has HmacSHA256", unavailable);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "WebhookSignature";
    }
}
