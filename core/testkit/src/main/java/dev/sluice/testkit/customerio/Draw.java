package dev.sluice.testkit.customerio;

import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Values drawn from one seed. {@link Random}'s sequence is fixed by its specification, so a seed means the same on every JVM. */
final class Draw {

    private static final String ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final String HEX = "0123456789abcdef";
    private static final int BITS_PER_CROCKFORD_DIGIT = 5;
    private static final int ULID_TIME_DIGITS = 10;
    private static final int ULID_RANDOM_DIGITS = 16;

    private final Random random;

    Draw(long seed) {
        random = new Random(seed);
    }

    /** From 1 to the given number, both included. */
    int upTo(int most) {
        return 1 + random.nextInt(most);
    }

    boolean oneIn(int cases) {
        return random.nextInt(cases) == 0;
    }

    <T> T of(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    String alphanumeric(int length) {
        return from(ALPHANUMERIC, length);
    }

    String digits(int length) {
        return from("0123456789", length);
    }

    String hex(int length) {
        return from(HEX, length);
    }

    /** A ULID: 48 bits of milliseconds and 80 of chance, in Crockford's base 32. Source: github.com/ulid/spec. */
    String ulid(Instant time) {
        char[] digits = new char[ULID_TIME_DIGITS];
        long rest = time.toEpochMilli();
        for (int i = digits.length - 1; i >= 0; i--) {
            digits[i] = CROCKFORD.charAt((int) (rest & 31));
            rest >>>= BITS_PER_CROCKFORD_DIGIT;
        }
        return new String(digits) + from(CROCKFORD, ULID_RANDOM_DIGITS);
    }

    private String from(String alphabet, int length) {
        StringBuilder drawn = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            drawn.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return drawn.toString();
    }
}
