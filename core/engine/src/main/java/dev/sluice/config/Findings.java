package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What was found in one configuration so far. */
final class Findings {

    private final WrittenValues written;
    private final Map<JsonPointer, String> origins;
    private final List<ConfigError> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** @param origins what set a value other than the file, by pointer */
    Findings(WrittenValues written, Map<JsonPointer, String> origins) {
        this.written = written;
        this.origins = origins;
    }

    WrittenValues written() {
        return written;
    }

    /** Something is wrong at a pointer; the message stands by itself. */
    void error(JsonPointer pointer, String message) {
        String origin = origins.containsKey(pointer) ? " (set by the " + origins.get(pointer) + ")" : "";
        errors.add(new ConfigError(pointer.toString(), written.show(pointer), message + origin));
    }

    /** As {@link #error}, for a value that nothing is known of, so that it may well be secret. */
    void errorWithoutValue(JsonPointer pointer, String message) {
        errors.add(new ConfigError(pointer.toString(), "", message));
    }

    /** A value is wrong: the message goes on from it, as in {@code "uk"} {@code is not one of "us", "eu"}. */
    void wrongValue(JsonPointer pointer, String predicate) {
        error(pointer, (written.show(pointer) + " " + predicate).strip());
    }

    void warning(JsonPointer pointer, String message) {
        warnings.add(pointer + ": " + message);
    }

    /** Whether the value at a pointer can't be relied on: it, something in it or something around it is wrong. */
    boolean isFaulty(JsonPointer pointer) {
        return errors.stream()
                .anyMatch(error ->
                        isWithin(error.pointer(), pointer.toString()) || isWithin(pointer.toString(), error.pointer()));
    }

    /** Whether something is wrong with the very value at a pointer. */
    boolean isWrong(JsonPointer pointer) {
        return errors.stream().anyMatch(error -> error.pointer().equals(pointer.toString()));
    }

    /** The names in the object at a pointer under which something is wrong. */
    Set<String> faultyNames(JsonPointer object) {
        Set<String> names = new TreeSet<>();
        String prefix = object + "/";
        for (ConfigError error : errors) {
            if (error.pointer().startsWith(prefix)) {
                names.add(JsonPointer.compile(
                                error.pointer().substring(object.toString().length()))
                        .getMatchingProperty());
            }
        }
        return names;
    }

    List<ConfigError> errors() {
        return errors;
    }

    List<String> warnings() {
        return warnings;
    }

    private static boolean isWithin(String pointer, String outer) {
        return pointer.equals(outer) || pointer.startsWith(outer + "/");
    }
}
