package dev.sluice.relay;

import java.util.List;

/** A change of the configuration touches what a running node can't change. The message says what to do. */
public final class FixedKeysException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param keys pointers of what would change */
    FixedKeysException(List<String> keys) {
        super(String.join(", ", keys)
                + " can't be changed while running, so nothing of this change is applied; put them back, or start anew beside"
                + " this process with run --takeover");
    }
}
