package dev.sluice.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of data.
 *
 * @param bytes not negative
 */
public record DataSize(long bytes) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*(B|KiB|MiB|GiB|TiB|kB|MB|GB|TB)?");

    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size can't be negative: " + bytes);
        }
    }

    public static DataSize mebibytes(long mebibytes) {
        return new DataSize(mebibytes << 20);
    }

    /**
     * Reads {@code "5MiB"}, {@code "10 GB"} or a plain number of bytes.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static DataSize parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a size: write bytes, or a number with KiB, MiB, GiB, TiB");
        }
        return new DataSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), unit(matcher.group(2))));
    }

    private static long unit(String name) {
        if (name == null || name.equals("B")) {
            return 1;
        }
        long base = name.endsWith("iB") ? 1024 : 1000;
        int power = "KMGT".indexOf(name.toUpperCase(Locale.ROOT).charAt(0)) + 1;
        long unit = 1;
        for (int i = 0; i < power; i++) {
            unit *= base;
        }
        return unit;
    }

    @Override
    public String toString() {
        String[] names = {"B", "KiB", "MiB", "GiB", "TiB"};
        long amount = bytes;
        int power = 0;
        while (power < names.length - 1 && amount >= 1024 && amount % 1024 == 0) {
            amount /= 1024;
            power++;
        }
        return amount + names[power];
    }
}
