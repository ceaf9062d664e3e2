package dev.sluice.plugin;

/**
 * A jar in the plugins folder that is not used.
 *
 * @param jar its file name
 * @param reason why, and what would be right, on one line
 */
public record BrokenJar(String jar, String reason) {

    public BrokenJar {
        // A jar's own words may hold anything.
        reason = reason.replaceAll("\\p{Cntrl}+", " ");
    }

    /** File name and reason. */
    @Override
    public String toString() {
        return jar + ": " + reason;
    }
}
