package dev.sluice.ingest;

import dev.sluice.config.CustomerIoConfig;
import dev.sluice.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Customer.io's signature: the lower-case hex HMAC-SHA256 of {@code v0:<timestamp>:<raw body>}. Compared in constant time, with
 * every configured key. For one thread, since a {@link Mac} is.
 */
public final class SignatureCheck {

    /** What the check found. */
    public enum Verdict {
        /** Signed with one of the keys. */
        VALID("the signature matches"),
        /** There is no key to check with. */
        UNCHECKED("no signing key is configured"),
        MISSING_SIGNATURE("the header X-CIO-Signature is missing"),
        MISSING_TIMESTAMP("the header X-CIO-Timestamp is missing"),
        MALFORMED_SIGNATURE("the header X-CIO-Signature is not 64 hexadecimal digits"),
        MALFORMED_TIMESTAMP("the header X-CIO-Timestamp is not a number of seconds"),
        TOO_OLD("the signed timestamp lies too far in the past"),
        TOO_NEW("the signed timestamp lies too far in the future"),
        MISMATCH("the signature matches none of the signing keys");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        /** The verdict as part of a sentence. */
        public String words() {
            return words;
        }

        /** Whether the request may go on. */
        public boolean passes() {
            return this == VALID || this == UNCHECKED;
        }
    }

    private static final String ALGORITHM = "HmacSHA256";
    private static final String VERSION = "v0:";
    private static final int SIGNATURE_DIGITS = 64;
    private static final int MAX_TIMESTAMP_DIGITS = 15;

    private final List<Mac> keys;
    private final Duration tolerance;

    public SignatureCheck(CustomerIoConfig config) {
        List<Mac> macs = new ArrayList<>();
        for (Secret key : config.signingKeys()) {
            macs.add(mac(key));
        }
        keys = List.copyOf(macs);
        tolerance = config.timestampTolerance();
    }

    /**
     * Checks a request.
     *
     * @param signature the header X-CIO-Signature, null where missing
     * @param timestamp the header X-CIO-Timestamp, null where missing
     * @param body the body exactly as received
     * @param nowMillis the time, in milliseconds since 1970
     */
    public Verdict check(@Nullable String signature, @Nullable String timestamp, byte[] body, long nowMillis) {
        if (keys.isEmpty()) {
            return Verdict.UNCHECKED;
        }
        if (signature == null || signature.isBlank()) {
            return Verdict.MISSING_SIGNATURE;
        }
        if (timestamp == null || timestamp.isBlank()) {
            return Verdict.MISSING_TIMESTAMP;
        }
        String seconds = timestamp.strip();
        if (seconds.length() > MAX_TIMESTAMP_DIGITS || !seconds.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Verdict.MALFORMED_TIMESTAMP;
        }
        byte[] given = digits(signature.strip());
        if (given.length == 0) {
            return Verdict.MALFORMED_SIGNATURE;
        }
        if (!matches(given, seconds, body)) {
            return Verdict.MISMATCH;
        }
        long ageMillis = nowMillis - Long.parseLong(seconds) * 1000;
        if (ageMillis > tolerance.toMillis()) {
            return Verdict.TOO_OLD;
        }
        return ageMillis < -tolerance.toMillis() ? Verdict.TOO_NEW : Verdict.VALID;
    }

    /** Tries every key, so that the time taken does not tell which one matched. */
    private boolean matches(byte[] given, String seconds, byte[] body) {
        byte[] prefix = (VERSION + seconds + ":").getBytes(StandardCharsets.US_ASCII);
        boolean matches = false;
        for (Mac key : keys) {
            key.update(prefix);
            matches |= MessageDigest.isEqual(key.doFinal(body), given);
        }
        return matches;
    }

    private static byte[] digits(String signature) {
        if (signature.length() != SIGNATURE_DIGITS) {
            return new byte[0];
        }
        try {
            return HexFormat.of().parseHex(signature.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException notHex) {
            return new byte[0];
        }
    }

    static Mac mac(Secret key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac;
        } catch (GeneralSecurityException unavailable) {
            throw new IllegalStateException("every Java platform has HmacSHA256", unavailable);
        }
    }
}
