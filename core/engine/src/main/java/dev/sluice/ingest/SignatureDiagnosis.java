package dev.sluice.ingest;

import dev.sluice.config.Secret;
import dev.sluice.ingest.SignatureCheck.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says what most likely went wrong with a signature that does not match, by trying the mistakes that people make. */
public final class SignatureDiagnosis {

    private final String signature;
    private final String timestamp;
    private final byte[] body;

    /** What was captured of a webhook. */
    public SignatureDiagnosis(String signature, String timestamp, byte[] body) {
        this.signature = signature.strip();
        this.timestamp = timestamp.strip();
        this.body = body.clone();
    }

    /**
     * The mistake that explains the signature.
     *
     * @param verdict what {@link SignatureCheck} found
     * @return a sentence; empty where none of the known mistakes does
     */
    public Optional<String> explain(Verdict verdict, List<Secret> keys) {
        if (verdict == Verdict.MALFORMED_SIGNATURE && isBase64()) {
            return Optional.of("it looks like Base64; Customer.io sends hexadecimal digits");
        }
        if (verdict != Verdict.MISMATCH) {
            return Optional.empty();
        }
        return keys.stream().flatMap(key -> explain(key).stream()).findFirst();
    }

    private Optional<String> explain(Secret key) {
        String secret = key.reveal();
        String prefix = "v0:" + timestamp + ":";
        if (matches(secret, "", body)) {
            return Optional.of("it was made over the body alone; Customer.io signs v0:<timestamp>:<body>");
        }
        if (matches(secret, timestamp + ":", body) || matches(secret, timestamp + ".", body)) {
            return Optional.of("it was made without the version; Customer.io signs v0:<timestamp>:<body>");
        }
        if (matches(secret, prefix, withoutLineEnd())) {
            return Optional.of("the captured body has a line end that was not sent; save it without one");
        }
        if (matches(secret, prefix, with("\n"))) {
            return Optional.of("the captured body lacks the line end that was sent");
        }
        if (matches(secret.strip(), prefix, body)) {
            return Optional.of("the signing key has blanks around it; remove them");
        }
        return Optional.empty();
    }

    private boolean matches(String secret, String prefix, byte[] signed) {
        if (secret.isEmpty()) {
            return false;
        }
        byte[] message = Arrays.copyOf(prefix.getBytes(StandardCharsets.UTF_8), prefix.length() + signed.length);
        System.arraycopy(signed, 0, message, prefix.length(), signed.length);
        String expected =
                HexFormat.of().formatHex(SignatureCheck.mac(new Secret(secret)).doFinal(message));
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                signature.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }

    private byte[] withoutLineEnd() {
        int end = body.length;
        while (end > 0 && (body[end - 1] == '\n' || body[end - 1] == '\r')) {
            end--;
        }
        return Arrays.copyOf(body, end);
    }

    private byte[] with(String ending) {
        byte[] longer = Arrays.copyOf(body, body.length + ending.length());
        System.arraycopy(ending.getBytes(StandardCharsets.US_ASCII), 0, longer, body.length, ending.length());
        return longer;
    }

    private boolean isBase64() {
        try {
            return Base64.getDecoder().decode(signature).length == 32;
        } catch (IllegalArgumentException isNot) {
            return false;
        }
    }
}
