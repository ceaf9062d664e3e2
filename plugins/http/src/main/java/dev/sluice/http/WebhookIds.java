package dev.sluice.http;

import dev.sluice.spi.MappedEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an endpoint knows a request again by: the same for the same events in the same order, however often they are sent. Without a full
 * stop, as the Standard Webhooks specification asks for.
 */
final class WebhookIds {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private WebhookIds() {}

    /** The event's own id where it is alone, as it is where a header can carry it; else a digest of all ids. */
    static String of(List<MappedEvent> batch) {
        boolean single = batch.size() == 1;
        return single && PLAIN.matcher(batch.get(0).id()).matches()
                ? batch.get(0).id()
                : (single ? "event_" : "batch_") + digest(batch);
    }

    private static String digest(List<MappedEvent> batch) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (MappedEvent event : batch) {
                byte[] id = event.id().getBytes(StandardCharsets.UTF_8);
                // The length before each, so that no two lists of ids look the same.
                sha256.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(id.length).array());
                sha256.update(id);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException unavailable) {
            throw new IllegalStateException("every Java platform has SHA-256", unavailable);
        }
    }
}
