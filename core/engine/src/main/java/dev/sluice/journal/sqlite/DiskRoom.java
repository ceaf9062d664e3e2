package dev.sluice.journal.sqlite;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is left of the disk that a journal lies on. The last of it is not given to events: with it, lanes still write down what they
 * have delivered when all else is taken, which is what makes room again. For any thread.
 */
final class DiskRoom {

    /**
     * Left alone by events. The write-ahead log takes 16 MiB and a commit more, and as much again where it is worked into the file;
     * the rest is for what lanes set aside before they free what it was read from.
     */
    static final long RESERVE_BYTES = 64L << 20;

    /** From here on somebody should look, before webhooks have to be refused. */
    private static final long LOW_BYTES = 2 * RESERVE_BYTES;

    private final File folder;

    DiskRoom(Path file) {
        folder = file.toAbsolutePath().getParent().toFile();
    }

    /**
     * How many bytes of events may be added.
     *
     * @param freeInFile free pages of the journal's file, which take no new room
     */
    long forEvents(long freeInFile) {
        return freeInFile + Math.max(0, usable() - RESERVE_BYTES);
    }

    /** That there is too little, and what to do; empty where there is enough. */
    Optional<String> shortage() {
        long usable = usable();
        return usable < LOW_BYTES ? Optional.of(words(usable)) : Optional.empty();
    }

    /** What a sender's refusal is put down to. */
    String words() {
        return words(usable());
    }

    private String words(long usable) {
        return "the disk of " + folder + " has " + (usable >> 20) + " MiB left, and the journal leaves the last "
                + (RESERVE_BYTES >> 20)
                + " MiB alone; free some of it: what is accepted is safe, and ingest goes on by itself";
    }

    /** What a process without privileges may write; no bound where the file system does not tell. */
    private long usable() {
        return folder.getTotalSpace() == 0 ? Long.MAX_VALUE / 2 : folder.getUsableSpace();
    }
}
