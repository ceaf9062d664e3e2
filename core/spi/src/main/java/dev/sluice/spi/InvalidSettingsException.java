package dev.sluice.spi;

/**
 * Settings that fit their schema but can't work. Thrown by {@link DestinationPlugin#configure} alone; an operator reads it beside the
 * setting's place in the configuration.
 */
public final class InvalidSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String pointer;

    /**
     * Tells what is wrong with one setting.
     *
     * @param pointer JSON pointer of a setting that the schema has, from the settings object: {@code /endpoint}
     * @param message what is wrong and what would be right; without the value where it is a secret
     */
    public InvalidSettingsException(String pointer, String message) {
        super(message);
        this.pointer = pointer;
    }

    /** {@return the JSON pointer of the setting, from the settings object} */
    public String pointer() {
        return pointer;
    }
}
