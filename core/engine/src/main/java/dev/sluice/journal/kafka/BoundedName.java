package dev.sluice.journal.kafka;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;

/**
 * A sender's name for something, where a record holds it beside the webhook: one as long as a webhook would make a record that no
 * broker takes. The same name always has the same form.
 */
final class BoundedName {

    private static final int MAX_CHARS = 1_024;

    private static final int HEAD_CHARS = 256;

    private static final int MAX_WORDS_CHARS = 16_384;

    private BoundedName() {}

    /** What is told to a person, as far as anybody reads. */
    static String words(String text) {
        return text.length() <= MAX_WORDS_CHARS ? text : text.substring(0, MAX_WORDS_CHARS) + "…";
    }

    /** The name; of one that is very long, how it begins and a hash of all of it. */
    static String of(String name) {
        if (name.length() <= MAX_CHARS) {
            return name;
        }
        return name.substring(0, HEAD_CHARS) + "… " + Hashing.sha256().hashString(name, StandardCharsets.UTF_8);
    }
}
