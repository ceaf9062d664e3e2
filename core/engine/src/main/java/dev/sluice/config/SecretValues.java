package dev.sluice.config;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The values of a configuration that must not be seen: all that came in by reference, and those of keys that a schema marks
 * {@code writeOnly}. Immutable, safe to use from any thread.
 */
public final class SecretValues {

    /** No secrets at all. */
    public static final SecretValues NONE = new SecretValues(List.of());

    private static final String STARS = "***";

    /** Values shorter than this are hidden only where they stand alone: "eu" is not cut out of "neutral". */
    private static final int SHORT = 8;

    private final Pattern anyOfThem;

    /** @param values the secrets; empty ones are passed over */
    public SecretValues(Collection<String> values) {
        // Longest first, so that a secret which holds another one leaves no rest behind.
        this.anyOfThem = Pattern.compile(values.stream()
                .filter(value -> !value.isBlank())
                .flatMap(SecretValues::forms)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(SecretValues::pattern)
                .collect(Collectors.joining("|")));
    }

    /** The text with stars in place of each secret, also where it is escaped as in JSON or in an address. */
    public String redact(String text) {
        return anyOfThem.pattern().isEmpty()
                ? text
                : anyOfThem.matcher(text).replaceAll(Matcher.quoteReplacement(STARS));
    }

    /** An exception with its causes and where they came from, as a log has it, with stars in place of each secret. */
    public String redact(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return redact(trace.toString());
    }

    private static Stream<String> forms(String value) {
        return Stream.of(
                value,
                value.strip(),
                new String(JsonStringEncoder.getInstance().quoteAsString(value)),
                URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    private static String pattern(String value) {
        String quoted = Pattern.quote(value);
        return value.length() < SHORT ? "(?<![\\p{L}\\p{N}])" + quoted + "(?![\\p{L}\\p{N}])" : quoted;
    }

    @Override
    public String toString() {
        return STARS;
    }
}
