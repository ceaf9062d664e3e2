package dev.sluice.cli;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SIGTERM and SIGINT: the first one asks the process to end in order, a second one ends it at once. */
final class EndSignals {

    private static final Logger LOG = LoggerFactory.getLogger(EndSignals.class);

    /** 128 and the number of SIGTERM, as for any process that the signal ended. */
    private static final int ENDED_BY_SIGNAL = 143;

    private final CountDownLatch told = new CountDownLatch(1);

    private EndSignals() {}

    /** Listens from now on. */
    static EndSignals listen() {
        EndSignals signals = new EndSignals();
        try {
            new ProcessSignal("TERM").onEach(signals::heard);
            new ProcessSignal("INT").onEach(signals::heard);
        } catch (UnsupportedOperationException unsupported) {
            LOG.warn(
                    "Signals can't be heard here, so that the process can't end in order; the journal keeps what is left: {}",
                    unsupported.getMessage());
        }
        return signals;
    }

    /** Blocks until the process is told to end. */
    void await() throws InterruptedException {
        told.await();
    }

    private synchronized void heard() {
        if (told.getCount() > 0) {
            told.countDown();
        } else {
            LOG.warn("Told to end a second time: ending at once; what was not delivered is in the journal");
            Runtime.getRuntime().halt(ENDED_BY_SIGNAL);
        }
    }
}
