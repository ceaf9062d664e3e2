package dev.sluice.journal.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of a node's tables, in a folder of its own under the system's temporary one; what a killed process left is removed. */
final class StateFile {

    private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);

    private static final String PREFIX = "sluice-kafka-";

    private static final int BUSY_MILLIS = 5_000;

    private final Path folder;

    private StateFile(Path folder) {
        this.folder = folder;
    }

    static StateFile make() throws IOException {
        return make(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static StateFile make(Path temporary) throws IOException {
        sweep(temporary);
        return new StateFile(Files.createTempDirectory(
                temporary, PREFIX + ProcessHandle.current().pid() + "-"));
    }

    Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state.db"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
            return connection;
        }
    }

    Path folder() {
        return folder;
    }

    void delete() {
        delete(folder);
    }

    private static void sweep(Path temporary) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (Path each : folders) {
                if (isLeftBehind(each)) {
                    delete(each);
                }
            }
        }
    }

    private static boolean isLeftBehind(Path folder) throws IOException {
        try {
            long pid = Long.parseLong(folder.getFileName().toString().split("-")[2]);
            return pid == ProcessHandle.current().pid()
                    ? isOlderThanThisProcess(folder)
                    : !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        } catch (RuntimeException notOurs) {
            return false;
        }
    }

    /** In a container every process has the same number, and what the one before it left is still there. */
    private static boolean isOlderThanThisProcess(Path folder) throws IOException {
        Instant made = Files.getLastModifiedTime(folder).toInstant();
        return ProcessHandle.current().info().startInstant().map(made::isBefore).orElse(false);
    }

    private static void delete(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path each : files) {
                Files.deleteIfExists(each);
            }
            Files.deleteIfExists(folder);
        } catch (IOException | UncheckedIOException left) {
            LOG.warn("{} could not be removed: {}", folder, left.getMessage());
        }
    }
}
