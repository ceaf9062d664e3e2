package dev.sluice.spi;

import java.util.Optional;

/**
 * Whom an event is about, in the destination's own ids; a destination that limits rates by person names them by these.
 *
 * @param user the person's id
 * @param device the device's id
 */
public record Identity(Optional<String> user, Optional<String> device) {

    /** For destinations that need nobody. */
    public static final Identity NOBODY = new Identity(Optional.empty(), Optional.empty());
}
