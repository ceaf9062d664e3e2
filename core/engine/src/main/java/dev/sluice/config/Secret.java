package dev.sluice.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

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

    /** By value, in a time that tells nothing of where they differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
