package dev.sluice.testkit.cluster;

import java.io.IOException;

/** The broker that holds the nodes' events, as far as the campaign has power over it. */
public interface Broker {

    /** SIGKILL; waits until it is gone. */
    void kill() throws InterruptedException;

    /** Starts it again on what it had; waits until it takes requests. */
    void start() throws IOException, InterruptedException;
}
