package dev.sluice.relay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a process that starts asks the one that has the journal to hand it over: it leaves its number beside the journal and sends
 * SIGTERM. A process that is told to end and finds such a note moves its senders on instead of refusing them.
 */
final class Takeover {

    private final Path note;
    private final Path lock;

    /** @param journal the journal's file */
    Takeover(Path journal) {
        note = journal.resolveSibling(journal.getFileName() + ".takeover");
        lock = journal.resolveSibling(journal.getFileName() + ".lock");
    }

    /**
     * Asks whoever has the journal. Blocks for a moment.
     *
     * @return the number of the process that was asked; empty where none is running
     */
    Optional<Long> ask() throws IOException {
        Optional<ProcessHandle> holder = process(lock);
        if (holder.isEmpty()) {
            return Optional.empty();
        }
        Files.createDirectories(note.toAbsolutePath().getParent());
        Files.writeString(note, Long.toString(ProcessHandle.current().pid()));
        holder.get().destroy();
        return Optional.of(holder.get().pid());
    }

    /** Whether a process that runs has asked for the journal of this one. */
    boolean isAskedFor() {
        return process(note).isPresent();
    }

    /** Takes the note away. */
    void done() throws IOException {
        Files.deleteIfExists(note);
    }

    /** The process whose number is in a file, where it runs and is not this one. */
    private static Optional<ProcessHandle> process(Path file) {
        try {
            String number = Files.readString(file, StandardCharsets.US_ASCII).strip();
            return ProcessHandle.of(Long.parseLong(number))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> process.pid() != ProcessHandle.current().pid());
        } catch (IOException | NumberFormatException none) {
            return Optional.empty();
        }
    }
}
