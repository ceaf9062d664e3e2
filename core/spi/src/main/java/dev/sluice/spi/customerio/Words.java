package dev.sluice.spi.customerio;

import java.util.Locale;

/** How people are used to read names. */
final class Words {

    private static final String BREAKS = "[\\s_.\\-]+";

    private Words() {}

    /** Each word capitalised: {@code in_app clicked} becomes {@code In App Clicked}. */
    static String capitalised(String name) {
        StringBuilder words = new StringBuilder();
        for (String word : name.split(BREAKS)) {
            if (!word.isEmpty()) {
                words.append(words.isEmpty() ? "" : " ").append(capitalisedWord(word));
            }
        }
        return words.isEmpty() ? name : words.toString();
    }

    /** Platforms as their makers spell them; others capitalised. */
    static String platform(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "ios" -> "iOS";
            case "android" -> "Android";
            case "web" -> "Web";
            default -> capitalisedWord(name.strip());
        };
    }

    private static String capitalisedWord(String word) {
        int first = word.isEmpty() ? 0 : Character.charCount(word.codePointAt(0));
        return word.substring(0, first).toUpperCase(Locale.ROOT) + word.substring(first);
    }
}
