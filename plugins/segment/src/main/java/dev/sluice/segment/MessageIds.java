package dev.sluice.segment;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.spi.Conversion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What Segment knows an event again by. */
final class MessageIds {

    /** A messageId has fewer than 100 characters. Source: Segment's HTTP API document, section on errors. */
    private static final int MAX_LENGTH = 99;

    private MessageIds() {}

    /** @param prefix at most 32 characters; empty for none */
    static Conversion conversion(String prefix) {
        String words = prefix.isEmpty() ? "" : "after messageIdPrefix; ";
        return Conversion.TEXT.then(new Conversion(
                words + "hashed where it is too long for Segment",
                id -> TextNode.valueOf(prefix + fitting(id.asText(), MAX_LENGTH - prefix.length()))));
    }

    private static String fitting(String id, int room) {
        return id.length() <= room ? id : sha256(id);
    }

    private static String sha256(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException unavailable) {
            throw new IllegalStateException("every Java platform has SHA-256", unavailable);
        }
    }
}
