package dev.sluice.imports;

import dev.sluice.journal.ImportPosition;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** A file with an event a line. A line that is none does not keep the next one from being read. */
final class LineSource implements EventSource {

    /** What ingest takes in one body by default; an event is far smaller. */
    static final int MAX_LINE_BYTES = 5 << 20;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final LineReader reader;

    /** @param start where to go on */
    LineSource(InputStream in, ImportPosition start) throws IOException {
        this.in = in;
        reader = new LineReader(in, MAX_LINE_BYTES);
        reader.skipTo(start.bytes(), start.lines());
    }

    @Override
    public Optional<ImportPart> next() throws IOException {
        while (true) {
            long number = reader.lines() + 1;
            boolean first = reader.bytes() == 0;
            LineReader.Line line = reader.next();
            if (line == null) {
                return Optional.empty();
            }
            byte[] text = stripped(first ? withoutMark(line.text()) : line.text());
            if (text.length > 0) {
                String reason =
                        line.tooLong() ? "too-long: over " + MAX_LINE_BYTES + " bytes" : EventChecks.reason(text);
                return Optional.of(new ImportPart(
                        reason.isEmpty() ? text : new byte[0], number, reader.bytes(), reader.lines(), reason));
            }
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static byte[] withoutMark(byte[] text) {
        boolean marked = text.length >= BYTE_ORDER_MARK.length
                && text[0] == BYTE_ORDER_MARK[0]
                && text[1] == BYTE_ORDER_MARK[1]
                && text[2] == BYTE_ORDER_MARK[2];
        return marked ? Arrays.copyOfRange(text, BYTE_ORDER_MARK.length, text.length) : text;
    }

    /** Without the blanks around it, the first half of a Windows line end among them. */
    private static byte[] stripped(byte[] text) {
        int start = 0;
        int end = text.length;
        while (start < end && text[start] <= ' ' && text[start] >= 0) {
            start++;
        }
        while (end > start && text[end - 1] <= ' ' && text[end - 1] >= 0) {
            end--;
        }
        return Arrays.copyOfRange(text, start, end);
    }
}
