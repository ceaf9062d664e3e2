package dev.sluice.journal.trail;

/** How an event came in. */
public enum Origin {
    /** It was stored by a version that did not keep this, or the row that did is gone. */
    UNKNOWN(0, "it is not known how"),
    SIGNED(1, "by webhook, the signature matched a signing key"),
    UNSIGNED(2, "by webhook, no signing key was configured to check it with"),
    IMPORTED(3, "from an imported file"),
    RECOVERED(4, "from the dead letters of ingest, read once more");

    private static final Origin[] ALL = values();

    private final int code;
    private final String words;

    Origin(int code, String words) {
        this.code = code;
        this.words = words;
    }

    /** What is stored in its place: 0 to 127, never changed. */
    public int code() {
        return code;
    }

    /** The origin as part of a sentence. */
    public String words() {
        return words;
    }

    /** The origin of a code; {@link #UNKNOWN} for one that a later version wrote. */
    public static Origin of(int code) {
        for (Origin origin : ALL) {
            if (origin.code == code) {
                return origin;
            }
        }
        return UNKNOWN;
    }
}
