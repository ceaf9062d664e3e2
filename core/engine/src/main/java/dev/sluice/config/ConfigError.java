package dev.sluice.config;

import java.util.Comparator;
import java.util.Objects;

/**
 * One thing that is wrong in a configuration. Errors are ordered by where they stand, list entries by number.
 *
 * @param pointer JSON pointer of the value; empty for the whole file
 * @param value the value as it is written in the file, cut where long, stars where secret; empty where there is none
 * @param message what is wrong, with the value where there is one, and what would be right
 */
public record ConfigError(String pointer, String value, String message) implements Comparable<ConfigError> {

    private static final Comparator<ConfigError> ORDER = Comparator.comparing(
                    ConfigError::pointer, ConfigError::comparePointers)
            .thenComparing(ConfigError::message)
            .thenComparing(ConfigError::value);

    public ConfigError {
        Objects.requireNonNull(pointer, "pointer");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(message, "message");
    }

    /** Pointer and message on one line: {@code /destinations/0/settings/region: "uk" is not one of "us", "eu"}. */
    public String text() {
        String text = pointer.isEmpty() ? message : pointer + ": " + message;
        // Keys and what plugins say may hold anything.
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    @Override
    public int compareTo(ConfigError other) {
        return ORDER.compare(this, other);
    }

    private static int comparePointers(String one, String other) {
        String[] left = one.split("/", -1);
        String[] right = other.split("/", -1);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            int order = compareSegments(left[i], right[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    private static int compareSegments(String one, String other) {
        boolean numbers = isIndex(one) && isIndex(other);
        return numbers && one.length() != other.length()
                ? Integer.compare(one.length(), other.length())
                : one.compareTo(other);
    }

    private static boolean isIndex(String segment) {
        return !segment.isEmpty() && segment.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
