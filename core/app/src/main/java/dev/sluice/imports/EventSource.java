package dev.sluice.imports;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The values of one file, in order. For one thread. */
interface EventSource extends Closeable {

    /**
     * The next value that is an event, or that should have been one.
     *
     * @return empty at the end of the file
     * @throws IOException where the file can't be read on
     */
    Optional<ImportPart> next() throws IOException;
}
