package dev.sluice.config;

/** A file that is no JSON object; the message says where and what was expected, without repeating what may be secret. */
final class ConfigSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConfigSyntaxException(String message) {
        super(message);
    }

    InvalidConfigException in(String source) {
        return ConfigFile.unusable(source, getMessage());
    }
}
