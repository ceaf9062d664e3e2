package dev.sluice.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that can't be used. Carries everything that is wrong with it; its texts hold no secrets. */
public final class InvalidConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String source;
    private final transient List<ConfigError> errors;

    /**
     * @param source the file's name as the user gave it
     * @param errors at least one, in any order
     */
    public InvalidConfigException(String source, List<ConfigError> errors) {
        super(errors.stream()
                .sorted()
                .map(error -> line(source, error))
                .distinct()
                .collect(Collectors.joining("\n")));
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("an invalid configuration has at least one error");
        }
        this.source = source;
        this.errors = errors.stream().sorted().distinct().toList();
    }

    /** The file's name as the user gave it. */
    public String source() {
        return source;
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
