package dev.sluice.testkit.campaign;

import java.net.URI;

/** Where clients post to. Asked before each try, so that it may change. For any thread. */
public interface Targets {

    /** Where the next try goes. */
    URI next();

    /**
     * A try did not end with 200.
     *
     * @param answered whether there was an answer at all
     */
    default void refused(URI target, boolean answered) {}
}
