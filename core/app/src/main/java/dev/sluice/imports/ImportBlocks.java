package dev.sluice.imports;

import dev.sluice.journal.ImportPosition;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts a file into blocks from a position on. Holds one block at most. For one thread. */
public final class ImportBlocks implements Closeable {

    /** One commit of the journal takes so much at once. */
    private static final int BLOCK_BYTES = 1 << 20;

    private static final int BLOCK_PARTS = 2_000;

    private final EventSource source;
    private ImportPosition position;

    /** @param start where the import stands */
    public ImportBlocks(ImportFile file, ImportPosition start) throws IOException {
        source = file.open(start);
        position = start;
    }

    /** The next block; empty at the end of the file. */
    public Optional<ImportBlock> next() throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(BLOCK_BYTES);
        List<ImportPart> refused = new ArrayList<>();
        ImportPosition from = position;
        int parts = 0;
        while (parts < BLOCK_PARTS && lines.size() < BLOCK_BYTES) {
            Optional<ImportPart> next = source.next();
            if (next.isEmpty()) {
                break;
            }
            ImportPart part = next.get();
            parts++;
            if (part.isRefused()) {
                refused.add(part);
            } else {
                lines.write(part.json());
                lines.write('\n');
            }
            position = new ImportPosition(
                    part.endBytes(),
                    part.endLines(),
                    position.events() + (part.isRefused() ? 0 : 1),
                    position.refused() + (part.isRefused() ? 1 : 0));
        }
        return parts == 0
                ? Optional.empty()
                : Optional.of(new ImportBlock(from, position, lines.toByteArray(), refused));
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
