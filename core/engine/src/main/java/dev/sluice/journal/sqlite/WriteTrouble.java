package dev.sluice.journal.sqlite;

import dev.sluice.journal.JournalFullException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What keeps commits of a journal from succeeding: told when it begins and when it is over, not at each webhook. Written by the
 * writer's thread, asked by any.
 */
final class WriteTrouble {

    private static final Logger LOG = LoggerFactory.getLogger(WriteTrouble.class);

    /** After a failure events are refused unseen for so long: each try costs a new connection, and senders come by the thousand. */
    private static final long PAUSE_NANOS = 250_000_000;

    /** Trouble is told for so long after the last failure. For ever would be wrong where nobody posts to a node that is not ready. */
    private static final long REMEMBERED_NANOS = 15_000_000_000L;

    /** Of an extended code of SQLite, the part that names the kind. */
    private static final int PRIMARY = 0xff;

    private static final Set<Integer> OF_THE_DISK = Set.of(
            SQLiteErrorCode.SQLITE_FULL.code,
            SQLiteErrorCode.SQLITE_IOERR.code,
            SQLiteErrorCode.SQLITE_CANTOPEN.code,
            SQLiteErrorCode.SQLITE_READONLY.code);

    /** The same is told once in so long, should it come and go. */
    private static final long NOTICE_NANOS = 60_000_000_000L;

    private final JournalFile file;
    private boolean told;
    private long toldNanos;
    private volatile @Nullable Failure last;

    private record Failure(String words, long atNanos) {}

    WriteTrouble(JournalFile file) {
        this.file = file;
    }

    /** A commit failed and was undone; answers what those are told who waited for it. */
    Exception failed(Exception failure) {
        int code = failure instanceof SQLiteException sqlite ? sqlite.getResultCode().code & PRIMARY : 0;
        if (!OF_THE_DISK.contains(code)) {
            LOG.error("A commit of the journal failed and was undone: {}", failure.getMessage());
            return failure;
        }
        String words = code == SQLiteErrorCode.SQLITE_FULL.code
                ? "the disk of " + file + " is full, or has no room for this user; free some of it: what is accepted is"
                        + " safe, and ingest goes on by itself"
                : "the journal " + file + " can't be written (" + failure.getMessage()
                        + "); see that the disk is sound, and"
                        + " that neither a quota nor a limit on the size of files stands in the way: what is accepted is safe";
        long now = System.nanoTime();
        last = new Failure(words, now);
        if (!told || now - toldNanos > NOTICE_NANOS) {
            told = true;
            toldNanos = now;
            LOG.error("A commit failed and was undone: {}", words);
        }
        return new JournalFullException(words);
    }

    /** Events were stored. That something smaller could be written proves nothing. */
    void passed() {
        if (last != null) {
            last = null;
            LOG.info("The journal {} takes events again", file);
        }
    }

    /** Why events are not even tried to be stored now, as {@link #words()}. */
    boolean isPausing() {
        Failure failure = last;
        return failure != null && System.nanoTime() - failure.atNanos < PAUSE_NANOS;
    }

    /** What is wrong and what to do; empty where nothing is, or nothing was tried for a while. */
    Optional<String> words() {
        return Optional.ofNullable(last)
                .filter(failure -> System.nanoTime() - failure.atNanos < REMEMBERED_NANOS)
                .map(Failure::words);
    }
}
