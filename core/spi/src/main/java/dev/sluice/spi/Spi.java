package dev.sluice.spi;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which edition of this interface a plugin was compiled against, and whether it fits the one it runs on. */
public final class Spi {

    /**
     * The edition: {@code major.minor}. The minor number grows with what is added, the major one where a plugin of before would no
     * longer work. A constant of the language, so that a plugin's class file holds the edition that it was compiled against.
     */
    public static final String VERSION = "1.0";

    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})\\.([0-9]{1,6})");

    private Spi() {}

    /**
     * Whether a plugin of that edition works on this one: the same major number, and a minor one that is not higher.
     *
     * @param version the edition that a plugin tells
     * @return false too where it has another form than {@link #VERSION}
     */
    public static boolean fits(String version) {
        Matcher theirs = FORM.matcher(version);
        Matcher ours = FORM.matcher(VERSION);
        return theirs.matches()
                && ours.matches()
                && number(theirs, 1) == number(ours, 1)
                && number(theirs, 2) <= number(ours, 2);
    }

    private static int number(Matcher version, int group) {
        return Integer.parseInt(version.group(group));
    }
}
