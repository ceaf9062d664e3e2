package dev.sluice.journal.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of damage once and marks the file for the next start, which saves what can be read. Safe for several threads. */
final class DamageWatch {

    private static final Logger LOG = LoggerFactory.getLogger(DamageWatch.class);

    private final Path file;
    private final AtomicBoolean told = new AtomicBoolean();

    DamageWatch(Path file) {
        this.file = file;
    }

    /** Something failed on the file, for damage or otherwise. A damaged file is not touched while it is in use. */
    void failed(Throwable failure) {
        if (!Salvage.isDamage(failure) || !told.compareAndSet(false, true)) {
            return;
        }
        LOG.error(
                "The journal {} is damaged: {}; what is accepted from now on may not be stored. Stop the relay, see that the"
                        + " disk is sound, and start it again: it then saves what can be read and sets the damaged file"
                        + " aside",
                file,
                failure.getMessage());
        try {
            new DamageMark(file).set(failure.getMessage());
        } catch (IOException unmarked) {
            LOG.error("The damage could not be noted beside the journal: {}", unmarked.getMessage());
        }
    }
}
