package dev.sluice.imports;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.event.EventJson;
import dev.sluice.journal.ImportPosition;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A file of webhooks: JSON, an array, or NDJSON, each also compressed by gzip. */
public final class ImportFile {

    /** Tells one file from another as a rule; its length does the rest. */
    private static final int NAMED_BY_BYTES = 64 * 1024;

    private static final int GZIP_MAGIC = 0x1f8b;

    private final Path path;
    private final AtomicLong read = new AtomicLong();
    private @Nullable CutStream compressed;

    public ImportFile(Path path) {
        this.path = path;
    }

    /** What the file is known by, wherever it lies: its first bytes and its length. */
    public String name() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(in.readNBytes(NAMED_BY_BYTES));
            return HexFormat.of().formatHex(digest.digest()) + "-" + size();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }

    /** Bytes on disk. */
    public long size() throws IOException {
        return Files.size(path);
    }

    /** Bytes on disk that were read so far. */
    public long read() {
        return read.get();
    }

    /** Why it ends before its end, where it is compressed and was read as far as that went. */
    public Optional<String> cut() {
        return Optional.ofNullable(compressed).flatMap(CutStream::cut);
    }

    /** Opens it where an import stands. */
    EventSource open(ImportPosition start) throws IOException {
        boolean lines = isLines();
        InputStream text = text();
        return lines ? new LineSource(text, start) : new ArraySource(text, start);
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /** Whether the first line is a value of its own, and no array. */
    private boolean isLines() throws IOException {
        try (InputStream in = text()) {
            LineReader.Line first;
            LineReader reader = new LineReader(in, LineSource.MAX_LINE_BYTES);
            do {
                first = reader.next();
            } while (first != null && new String(first.text(), StandardCharsets.UTF_8).isBlank());
            return first == null || isWhole(first.text());
        }
    }

    private static boolean isWhole(byte[] line) {
        try (JsonParser parser = EventJson.parser(line, 0, line.length)) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_ARRAY) {
                return false;
            }
            parser.skipChildren();
            return true;
        } catch (IOException broken) {
            // A document that begins here and ends on a later line; else a broken line, which is told as one.
            return !new String(line, StandardCharsets.UTF_8).strip().matches("\\{|\\{\\s*\"[^\"]*\".*[,{\\[]");
        }
    }

    private InputStream text() throws IOException {
        read.set(0);
        BufferedInputStream in = new BufferedInputStream(new CountedStream(Files.newInputStream(path), read), 1 << 16);
        in.mark(2);
        int magic = (in.read() << 8) | in.read();
        in.reset();
        if (magic != GZIP_MAGIC) {
            return in;
        }
        compressed = new CutStream(new GZIPInputStream(in, 1 << 16));
        return new BufferedInputStream(compressed, 1 << 16);
    }
}
