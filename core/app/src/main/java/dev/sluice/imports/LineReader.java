package dev.sluice.imports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads lines of bytes and counts them. Holds one line at most, up to a bound. For one thread. */
final class LineReader {

    private static final int NEW_LINE = '\n';

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private final int maxBytes;
    private int at;
    private int filled;
    private long bytes;
    private long lines;

    /** @param maxBytes of a line; the rest of a longer one is passed over */
    LineReader(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** One line without its end. */
    record Line(byte[] text, boolean tooLong) {}

    /** Passes over what was read before. */
    void skipTo(long position, long linesBefore) throws IOException {
        in.skipNBytes(position);
        bytes = position;
        lines = linesBefore;
    }

    /** The next line, or null at the end. */
    @Nullable
    Line next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        boolean any = false;
        boolean tooLong = false;
        while (at < filled || fill()) {
            any = true;
            int start = at;
            while (at < filled && buffer[at] != NEW_LINE) {
                at++;
            }
            int room = maxBytes - line.size();
            line.write(buffer, start, Math.min(room, at - start));
            tooLong |= at - start > room;
            bytes += at - start;
            if (at < filled) {
                at++;
                bytes++;
                lines++;
                return new Line(line.toByteArray(), tooLong);
            }
        }
        return any ? new Line(line.toByteArray(), tooLong) : null;
    }

    /** Bytes read up to the end of the last line. */
    long bytes() {
        return bytes;
    }

    /** Line ends up to there. */
    long lines() {
        return lines;
    }

    private boolean fill() throws IOException {
        at = 0;
        filled = Math.max(0, in.read(buffer));
        return filled > 0;
    }
}
