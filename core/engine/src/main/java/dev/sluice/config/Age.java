package dev.sluice.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time as the configuration writes it: {@code 7d}, {@code 36h}, {@code 90m}, {@code 30s}. */
final class Age {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([dhms])");

    private Age() {}

    /** @throws IllegalArgumentException where the text is not of this form */
    static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not an age: write a whole number and d, h, m or s");
        }
        return Duration.ofSeconds(Long.parseLong(matcher.group(1)) * unitSeconds(matcher.group(2)));
    }

    /** In the largest unit that takes a whole number. */
    static String text(Duration age) {
        long seconds = age.toSeconds();
        for (String unit : new String[] {"d", "h", "m"}) {
            if (seconds != 0 && seconds % unitSeconds(unit) == 0) {
                return seconds / unitSeconds(unit) + unit;
            }
        }
        return seconds + "s";
    }

    private static long unitSeconds(String unit) {
        return switch (unit) {
            case "d" -> 86_400;
            case "h" -> 3_600;
            case "m" -> 60;
            default -> 1;
        };
    }
}
