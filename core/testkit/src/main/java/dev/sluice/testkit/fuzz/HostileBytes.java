package dev.sluice.testkit.fuzz;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Bytes that are not what they were: flipped, cut, doubled, with odd pieces put in. Stateless. */
public final class HostileBytes {

    private static final int MOST_CHANGES = 4;

    /** In ISO 8859-1, one character a byte. */
    private static final List<byte[]> PIECES = Stream.of(
                    "\u00EF\u00BB\u00BF",
                    "\u00FE\u00FF",
                    "\u00FF\u00FE",
                    "\u0000",
                    "\u0000\u0000\u00FE\u00FF",
                    "\u00ED\u00A0\u0080",
                    "\u00C0\u0080",
                    "\u00F7\u00BF\u00BF\u00BF",
                    "\u00C3",
                    "\u00E2\u0080",
                    "\\ud800",
                    "\\u00",
                    "\\",
                    "\"",
                    "{",
                    "}",
                    "[",
                    "]",
                    ",",
                    ":",
                    "\n",
                    "\r\n",
                    "//",
                    "/*",
                    "#",
                    "'",
                    "-",
                    "+1",
                    "01",
                    ".5",
                    "1.",
                    "1e",
                    "1e999999",
                    "1e-99999999999",
                    "9".repeat(1_500),
                    "NaN",
                    "Infinity",
                    "nul",
                    "true",
                    "null,",
                    "[".repeat(600),
                    "{\"a\":".repeat(600),
                    "]".repeat(600),
                    "x".repeat(1_100),
                    "\"event_id\":null,",
                    "\"metric\":\"sent\",",
                    "\"data\":[],",
                    "${env:KEY}",
                    "${",
                    "}}",
                    "<html>")
            .map(piece -> piece.getBytes(StandardCharsets.ISO_8859_1))
            .toList();

    private static final List<Charset> OTHER_ENCODINGS = List.of(
            StandardCharsets.UTF_16,
            StandardCharsets.UTF_16BE,
            StandardCharsets.UTF_16LE,
            StandardCharsets.ISO_8859_1,
            Charset.forName("UTF-32BE"),
            Charset.forName("UTF-32LE"));

    private HostileBytes() {}

    /** The bytes with one to four changes. */
    public static byte[] mutated(byte[] bytes, Random random) {
        byte[] mutated = bytes;
        for (int times = 1 + random.nextInt(MOST_CHANGES); times > 0; times--) {
            mutated = changed(mutated, random);
        }
        return mutated;
    }

    /** Bytes without any sense. */
    public static byte[] noise(int most, Random random) {
        byte[] noise = new byte[random.nextInt(most + 1)];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] changed(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length + 1);
        int to = from + random.nextInt(Math.min(32, bytes.length - from) + 1);
        byte[] piece = PIECES.get(random.nextInt(PIECES.size()));
        return switch (random.nextInt(10)) {
            case 0, 1 -> flipped(bytes, random);
            case 2 -> Arrays.copyOf(bytes, from);
            case 3 -> joined(bytes, from, new byte[0], to);
            case 4 -> joined(bytes, to, Arrays.copyOfRange(bytes, from, to), to);
            case 5, 6 -> joined(bytes, from, piece, from);
            case 7 -> joined(bytes, from, piece, to);
            case 8 -> joined(bytes, 0, piece, 0);
            default ->
                random.nextInt(4) == 0 ? recoded(bytes, random) : joined(bytes, bytes.length, piece, bytes.length);
        };
    }

    private static byte[] flipped(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return bytes;
        }
        byte[] flipped = bytes.clone();
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    private static byte[] recoded(byte[] bytes, Random random) {
        Charset other = OTHER_ENCODINGS.get(random.nextInt(OTHER_ENCODINGS.size()));
        return new String(bytes, StandardCharsets.UTF_8).getBytes(other);
    }

    /** The bytes up to {@code end}, the piece, and the bytes from {@code start} on. */
    private static byte[] joined(byte[] bytes, int end, byte[] piece, int start) {
        byte[] joined = Arrays.copyOf(bytes, end + piece.length + bytes.length - start);
        System.arraycopy(piece, 0, joined, end, piece.length);
        System.arraycopy(bytes, start, joined, end + piece.length, bytes.length - start);
        return joined;
    }
}
