package dev.sluice.relay;

import java.util.Optional;

/** Whether a node runs as it is configured on disk. Written by whoever reads the configuration again, read from any thread. */
public final class ConfigStatus {

    private volatile Optional<String> refusal = Optional.empty();

    /** Why what is on disk is not what runs, without values; empty where it is. */
    public Optional<String> refusal() {
        return refusal;
    }

    /** What is on disk runs. */
    public void isInUse() {
        refusal = Optional.empty();
    }

    /** What is on disk does not run, for this reason. */
    public void isRefused(String why) {
        refusal = Optional.of(why);
    }
}
