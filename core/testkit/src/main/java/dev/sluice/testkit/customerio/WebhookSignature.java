package dev.sluice.testkit.customerio;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs bodies as Customer.io does: HMAC-SHA256 over {@code v0:<timestamp>:<raw body>}, in lower-case hex. Source: Customer.io's
 * documentation of its reporting webhooks.
 */
public final class WebhookSignature {

    /** Unix seconds of the call. */
    public static final String TIMESTAMP_HEADER = "x-cio-timestamp";

    public static final String SIGNATURE_HEADER = "x-cio-signature";

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /** @param key the webhook's signing key, as Customer.io shows it */
    public WebhookSignature(String key) {
        this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** Both headers for a body that is sent at this time. */
    public Map<String, String> headers(byte[] body, long epochSeconds) {
        return Map.of(TIMESTAMP_HEADER, Long.toString(epochSeconds), SIGNATURE_HEADER, sign(body, epochSeconds));
    }

    private String sign(byte[] body, long epochSeconds) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(("v0:" + epochSeconds + ":").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JVM has HmacSHA256", impossible);
        }
    }
}
