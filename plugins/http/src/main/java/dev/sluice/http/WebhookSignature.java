package dev.sluice.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.spi.InvalidSettingsException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests so that the endpoint can tell that they are ours, whole and new. Source: the Standard Webhooks specification 1.0.0,
 * sections on the signature scheme and on webhook headers. Prints without its keys.
 */
final class WebhookSignature {

    /** The headers that it adds. */
    static final Set<String> HEADERS = Set.of("webhook-id", "webhook-timestamp", "webhook-signature");

    private static final String PREFIX = "whsec_";
    private static final int MIN_KEY_BYTES = 24;
    private static final int MAX_KEY_BYTES = 64;
    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKeySpec> keys;
    private final List<String> secrets;

    private WebhookSignature(List<SecretKeySpec> keys, List<String> secrets) {
        this.keys = List.copyOf(keys);
        this.secrets = List.copyOf(secrets);
    }

    /**
     * @param settings the secrets, in the order in which their signatures are sent
     * @return empty where there are none
     * @throws InvalidSettingsException for what is no such secret, which is not shown
     */
    static Optional<WebhookSignature> of(JsonNode settings) {
        List<SecretKeySpec> keys = new ArrayList<>();
        List<String> secrets = new ArrayList<>();
        for (JsonNode secret : settings) {
            keys.add(key("/signingSecrets/" + keys.size(), secret.asText()));
            secrets.add(secret.asText());
        }
        return keys.isEmpty() ? Optional.empty() : Optional.of(new WebhookSignature(keys, secrets));
    }

    /**
     * The headers for a body.
     *
     * @param id the same for each try to deliver the same; without a full stop
     * @param sentAt the time of this try
     */
    Map<String, String> headers(String id, Instant sentAt, byte[] body) {
        String seconds = Long.toString(sentAt.getEpochSecond());
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(body);
        StringJoiner signatures = new StringJoiner(" ");
        for (SecretKeySpec key : keys) {
            signatures.add("v1," + Base64.getEncoder().encodeToString(mac(key, signed.toByteArray())));
        }
        return Map.of("webhook-id", id, "webhook-timestamp", seconds, "webhook-signature", signatures.toString());
    }

    /** What no text may show. */
    List<String> secrets() {
        return secrets;
    }

    private static SecretKeySpec key(String pointer, String secret) {
        byte[] key = secret.startsWith(PREFIX) ? decoded(secret.substring(PREFIX.length())) : new byte[0];
        if (key.length < MIN_KEY_BYTES || key.length > MAX_KEY_BYTES) {
            throw new InvalidSettingsException(
                    pointer,
                    "is no secret of Standard Webhooks, which is " + PREFIX + " and " + MIN_KEY_BYTES + " to "
                            + MAX_KEY_BYTES + " bytes in base64; make one with: echo " + PREFIX
                            + "$(openssl rand -base64 32)");
        }
        return new SecretKeySpec(key, ALGORITHM);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException malformed) {
            return new byte[0];
        }
    }

    /** With a code of its own each time, since none may be shared between threads. */
    private static byte[] mac(SecretKeySpec key, byte[] signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(signed);
        } catch (GeneralSecurityException unavailable) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, unavailable);
        }
    }
}
