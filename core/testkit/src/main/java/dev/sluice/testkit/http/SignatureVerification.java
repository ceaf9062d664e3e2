package dev.sluice.testkit.http;

import dev.sluice.testkit.sandbox.WireRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether a request is signed, by one who knows a secret, lately. Source: the Standard Webhooks specification 1.0.0, sections on the
 * signature scheme, on headers, and on verifying signatures.
 */
final class SignatureVerification {

    /** The usual one of the specification's own libraries. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String SECRET_PREFIX = "whsec_";
    private static final String SYMMETRIC = "v1";

    private final List<String> secrets;

    SignatureVerification(List<String> secrets) {
        this.secrets = secrets;
    }

    /**
     * What is wrong with a request's signature; empty where nothing is.
     *
     * @param body the body as the application sees it, unpacked
     */
    Optional<String> flaw(WireRequest request, byte[] body, Instant now) {
        String id = request.header("webhook-id");
        String timestamp = request.header("webhook-timestamp");
        String signatures = request.header("webhook-signature");
        if (id.isEmpty() || timestamp.isEmpty() || signatures.isEmpty()) {
            return Optional.of("a header of the signature is missing");
        }
        if (id.contains(".") || !timestamp.matches("[0-9]{1,18}")) {
            return Optional.of("the id or the timestamp has another form");
        }
        Duration off = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now);
        if (off.abs().compareTo(TOLERANCE) > 0) {
            return Optional.of("the timestamp is " + off.toSeconds() + " seconds off");
        }
        for (String signature : signatures.split(" ")) {
            if (isGood(signature, id + "." + timestamp + ".", body)) {
                return Optional.empty();
            }
        }
        return Optional.of("no signature matches");
    }

    private boolean isGood(String signature, String before, byte[] body) {
        int comma = signature.indexOf(',');
        if (comma < 0 || !signature.substring(0, comma).equals(SYMMETRIC)) {
            return false;
        }
        byte[] claimed;
        try {
            claimed = Base64.getDecoder().decode(signature.substring(comma + 1));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
        return secrets.stream().anyMatch(secret -> MessageDigest.isEqual(claimed, expected(secret, before, body)));
    }

    private static byte[] expected(String secret, String before, byte[] body) {
        try {
            byte[] key = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(before.getBytes(StandardCharsets.UTF_8));
            mac.update(body);
            return mac.doFinal();
        } catch (GeneralSecurityException unavailable) {
            throw new IllegalStateException("every Java platform has HmacSHA256", unavailable);
        }
    }
}
