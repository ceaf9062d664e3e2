package dev.sluice.management;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A letter of one of several journals, written {@code a-12}: journals number their letters alike.
 *
 * @param node whose journal it is in
 * @param number in that journal
 */
record NodeLetter(String node, long number) {

    private static final Pattern FORM = Pattern.compile("(.+)-([0-9]{1,18})");

    /** Reads what {@link #toString} has written; throws {@link IllegalArgumentException} with a sentence. */
    static NodeLetter read(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is no letter of a node; give its node and its number as the list does, such as a-12");
        }
        return new NodeLetter(parts.group(1), Long.parseLong(parts.group(2)));
    }

    @Override
    public String toString() {
        return node + "-" + number;
    }
}
