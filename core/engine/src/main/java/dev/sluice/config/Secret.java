package dev.sluice.config;

/** A value that must not be seen: prints as stars, whoever prints it. */
public final class Secret {

    private final String value;

    /** @param value the secret itself; not empty */
    public Secret(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an empty secret protects nothing");
        }
        this.value = value;
    }

    /** The secret itself: for whoever signs or sends it, never for a text. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
