package dev.sluice.testkit.clock.boot;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A number that one process sets and others read, at once, since all have mapped the same file: it has the number and the one that was
 * read last. For any thread.
 */
public final class OffsetFile {

    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int SET = 0;
    private static final int READ = Long.BYTES;

    private final MappedByteBuffer bytes;

    private OffsetFile(MappedByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** Opens the file; one that is missing is made, and says 0. */
    public static OffsetFile open(Path path) throws IOException {
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new OffsetFile(channel.map(FileChannel.MapMode.READ_WRITE, 0, 2 * Long.BYTES));
        }
    }

    public void set(long millis) {
        LONG.setVolatile(bytes, SET, millis);
    }

    /** What was set last, in milliseconds. */
    public long read() {
        long millis = (long) LONG.getVolatile(bytes, SET);
        if (millis != (long) LONG.getOpaque(bytes, READ)) {
            LONG.setVolatile(bytes, READ, millis);
        }
        return millis;
    }

    /** Whether what was set last is what was read last, by whomever. */
    public boolean isRead() {
        return (long) LONG.getVolatile(bytes, READ) == (long) LONG.getVolatile(bytes, SET);
    }
}
