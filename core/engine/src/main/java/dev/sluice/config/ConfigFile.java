package dev.sluice.config;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.FileProps;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file that a configuration is read from.
 *
 * @param path where it is
 */
record ConfigFile(Path path) {

    /** The least that a configuration has to say. */
    static final String SMALLEST = "{\"destinations\": [{\"id\": \"amplitude\", \"plugin\": \"amplitude\","
            + " \"settings\": {\"apiKey\": \"${env:AMPLITUDE_API_KEY}\"}}]}";

    /** No sensible configuration is longer; the file is read into memory as a whole. */
    private static final long MAX_BYTES = 4 << 20;

    /** The name as the user gave it. */
    String name() {
        return path.toString();
    }

    /** Completes where the file is there and can be a configuration; fails with an {@link InvalidConfigException}. */
    Future<Void> inspect(Vertx vertx) {
        return vertx.fileSystem()
                .props(path.toAbsolutePath().toString())
                .recover(failure -> Future.failedFuture(unreadable(failure)))
                .compose(this::inspect);
    }

    private Future<Void> inspect(FileProps properties) {
        if (properties.isDirectory()) {
            return Future.failedFuture(unusable(name(), "this is a directory; name a file in it"));
        }
        return properties.size() > MAX_BYTES
                ? Future.failedFuture(unusable(name(), "the file is over 4MiB, too long for a configuration"))
                : Future.succeededFuture();
    }

    /** What is to be said where reading the file failed. */
    InvalidConfigException unreadable(Throwable failure) {
        if (failure instanceof InvalidConfigException invalid) {
            return invalid;
        }
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigSyntaxException syntax) {
                return syntax.in(name());
            }
            if (cause instanceof NoSuchFileException) {
                return unusable(
                        name(),
                        "there is no such file; name another one with -c, or make it with at least " + SMALLEST);
            }
            if (cause instanceof AccessDeniedException) {
                return unusable(name(), "the file may not be read by this user; change its owner or its mode");
            }
        }
        return unusable(name(), "the file can't be read (" + failure.getMessage() + ")");
    }

    static InvalidConfigException unusable(String source, String message) {
        return new InvalidConfigException(source, List.of(new ConfigError("", "", message)));
    }
}
