package dev.sluice.testkit.clock.boot;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A number that one process sets and another sees at once: the first eight bytes of a file that both have mapped. For any thread. */
public final class OffsetFile {

    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final MappedByteBuffer bytes;

    private OffsetFile(MappedByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** Opens the file; one that is missing is made, and says 0. */
    public static OffsetFile open(Path path) throws IOException {
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new OffsetFile(channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES));
        }
    }

    /** What was set last, in milliseconds. */
    public long millis() {
        return (long) LONG.getVolatile(bytes, 0);
    }

    public void set(long millis) {
        LONG.setVolatile(bytes, 0, millis);
    }
}
