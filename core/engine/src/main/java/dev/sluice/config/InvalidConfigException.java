package dev.sluice.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A configuration that can't be used. Carries everything that is wrong with it; its texts hold no secrets. */
public final class InvalidConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String source;
    private final transient List<ConfigError> errors;
    private final transient Set<Path> files;

    /**
     * @param source the file's name as the user gave it
     * @param errors at least one, in any order
     */
    public InvalidConfigException(String source, List<ConfigError> errors) {
        this(source, errors, Set.of());
    }

    /** @param files those that the configuration's references name, as far as it could be read */
    InvalidConfigException(String source, List<ConfigError> errors, Set<Path> files) {
        super(errors.stream()
                .sorted()
                .map(error -> line(source, error))
                .distinct()
                .collect(Collectors.joining("\n")));
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("an invalid configuration has at least one error");
        }
        this.source = source;
        this.files = Set.copyOf(files);
        this.errors = errors.stream().sorted().distinct().toList();
    }

    /** The file's name as the user gave it. */
    public String source() {
        return source;
    }

    /** The files that the configuration's references name; one of them may be what is missing. */
    public Set<Path> files() {
        return files;
    }

    /** All errors, ordered by pointer. */
    public List<ConfigError> errors() {
        return errors;
    }

    /** The errors as a user is to read them: one line each, beginning with the file. */
    public List<String> lines() {
        return errors.stream().map(error -> line(source, error)).toList();
    }

    private static String line(String source, ConfigError error) {
        return source + ": " + error.text();
    }
}
