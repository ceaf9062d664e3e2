package dev.sluice.journal.sqlite;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Whether a file is known to be damaged: because a relay found it so and left a mark, or because it is shorter than it says. A whole
 * check would read all of it, which takes too long at each start.
 */
final class DamageMark {

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    /** Where the header tells the size of a page and their number. Source: SQLite's file format, 1.3. */
    private static final int PAGE_SIZE_AT = 16;

    private static final int PAGE_COUNT_AT = 28;
    private static final int HEADER_BYTES = 100;

    private final Path file;

    DamageMark(Path file) {
        this.file = file;
    }

    /** Leaves a mark for the next start. */
    void set(String why) throws IOException {
        Files.writeString(mark(), why);
    }

    /** Removes the mark. */
    void clear() throws IOException {
        Files.deleteIfExists(mark());
    }

    /** What is known to be wrong; empty where nothing is, or where the file is no SQLite database at all. */
    Optional<String> read() throws IOException {
        if (!isDatabase()) {
            return Optional.empty();
        }
        if (Files.exists(mark())) {
            return Optional.of(Files.readString(mark()).strip());
        }
        return isCutShort() ? Optional.of("the file is shorter than its header says") : Optional.empty();
    }

    /** Whether the file begins as every SQLite database does. */
    boolean isDatabase() throws IOException {
        return Arrays.equals(Arrays.copyOf(header(), MAGIC.length), MAGIC);
    }

    /** With a write-ahead log beside it, pages may be missing from the file and all be well. */
    private boolean isCutShort() throws IOException {
        Path log = file.resolveSibling(file.getFileName() + "-wal");
        if (Files.exists(log) && Files.size(log) > 0) {
            return false;
        }
        byte[] header = header();
        int pageSize = ((header[PAGE_SIZE_AT] & 0xff) << 8) | (header[PAGE_SIZE_AT + 1] & 0xff);
        long pages = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            pages = (pages << 8) | (header[PAGE_COUNT_AT + i] & 0xff);
        }
        // The largest page size does not fit its field and is written as 1.
        return Files.size(file) < pages * (pageSize == 1 ? 65_536 : pageSize);
    }

    private byte[] header() throws IOException {
        byte[] header = new byte[HEADER_BYTES];
        if (Files.exists(file)) {
            try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
                in.read(header);
            }
        }
        return header;
    }

    private Path mark() {
        return file.resolveSibling(file.getFileName() + ".damaged");
    }
}
