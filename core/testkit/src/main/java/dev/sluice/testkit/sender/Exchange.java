package dev.sluice.testkit.sender;

/** The one thing of a sender that a test puts in: how a webhook gets to the receiver. Called by one thread, one call at a time. */
@FunctionalInterface
public interface Exchange {

    /** Posts a body and blocks until there is an outcome; a failure of the network is an outcome, not an exception. */
    Outcome post(byte[] body);
}
