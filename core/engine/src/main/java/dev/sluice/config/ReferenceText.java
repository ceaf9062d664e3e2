package dev.sluice.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with references, taken apart. */
final class ReferenceText {

    /** A stretch of the text. */
    sealed interface Part {}

    /** Text that stands for itself. */
    record Plain(String text) implements Part {}

    /** An environment variable, and what to take where it is unset or empty. */
    record Variable(String name, Optional<String> otherwise) implements Part {}

    /** The content of a file. */
    record Content(String path) implements Part {}

    /** Something that begins like a reference and is none. */
    record Malformed(String text) implements Part {}

    // An escape, a reference of any kind up to its brace, or an opening that is never closed.
    private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)}|\\$\\{.*", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("env:([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?", Pattern.DOTALL);
    private static final Pattern CONTENT = Pattern.compile("file:(.+)");
    private static final Pattern ONE = Pattern.compile("\\$\\{(env:[A-Za-z_][A-Za-z0-9_]*|file:[^}]+)}");

    private ReferenceText() {}

    static List<Part> parts(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = REFERENCE.matcher(text);
        int end = 0;
        while (matcher.find()) {
            parts.add(new Plain(text.substring(end, matcher.start())));
            parts.add(part(matcher));
            end = matcher.end();
        }
        parts.add(new Plain(text.substring(end)));
        return parts;
    }

    /** Whether the whole text is one reference, so that it gives away nothing. */
    static boolean isOneReference(String text) {
        return ONE.matcher(text).matches();
    }

    private static Part part(Matcher reference) {
        if (reference.group().equals("$${")) {
            return new Plain("${");
        }
        String inner = reference.group(1);
        if (inner == null) {
            return new Malformed(reference.group());
        }
        Matcher variable = VARIABLE.matcher(inner);
        if (variable.matches()) {
            return new Variable(variable.group(1), Optional.ofNullable(variable.group(2)));
        }
        Matcher content = CONTENT.matcher(inner);
        return content.matches() ? new Content(content.group(1)) : new Malformed(reference.group());
    }
}
