package dev.sluice.imports;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.ZipException;

/** Text that was compressed, up to where the compression breaks: what came before is good. For one thread. */
final class CutStream extends InputStream {

    private final InputStream in;
    private Optional<String> cut = Optional.empty();

    CutStream(InputStream in) {
        this.in = in;
    }

    /** Why the text ends before its end; empty where it does not, or not yet. */
    Optional<String> cut() {
        return cut;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (cut.isPresent()) {
            return -1;
        }
        try {
            return in.read(buffer, offset, length);
        } catch (EOFException | ZipException broken) {
            cut = Optional.of(String.valueOf(broken.getMessage()));
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
