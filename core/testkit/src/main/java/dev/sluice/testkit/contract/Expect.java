package dev.sluice.testkit.contract;

/** Fails a check in words that tell a plugin's author what is wrong and what to do. */
final class Expect {

    private static final int SHOWN_LENGTH = 300;

    private Expect() {}

    /**
     * @param wrong what is the case where it does not hold
     * @param remedy what to do then, as a request
     * @throws AssertionError where it does not hold
     */
    static void that(boolean holds, String wrong, String remedy) {
        if (!holds) {
            throw breach(wrong, remedy);
        }
    }

    static AssertionError breach(String wrong, String remedy) {
        return new AssertionError(wrong + "; " + remedy);
    }

    static AssertionError breach(String wrong, String remedy, Throwable cause) {
        return new AssertionError(wrong + ": " + cause + "; " + remedy, cause);
    }

    /** A text as a failure shows it. */
    static String shown(Object text) {
        String whole = String.valueOf(text);
        return whole.length() <= SHOWN_LENGTH ? whole : whole.substring(0, SHOWN_LENGTH) + "…";
    }
}
