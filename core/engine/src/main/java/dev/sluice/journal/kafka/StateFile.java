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
        sweep(Path.of(System.getProperty("java.io.tmpdir")));
        return new StateFile(
                Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-"));
    }

    Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state.db"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
            return connection;
        }
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

    private static boolean isLeftBehind(Path folder) {
        try {
            long pid = Long.parseLong(folder.getFileName().toString().split("-")[2]);
            return !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        } catch (RuntimeException notOurs) {
            return false;
        }
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
