package dev.sluice.spi;

/** Settings that fit their schema but can't work. */
public final class InvalidSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String pointer;

    /**
     * @param pointer JSON pointer of the setting, from the settings object: {@code /endpoint}
     * @param message what is wrong and what would be right
     */
    public InvalidSettingsException(String pointer, String message) {
        super(message);
        this.pointer = pointer;
    }

    /** JSON pointer of the setting, from the settings object. */
    public String pointer() {
        return pointer;
    }
}
