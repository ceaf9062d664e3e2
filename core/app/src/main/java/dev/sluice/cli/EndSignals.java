package dev.sluice.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and SIGINT: the first one asks the process to end in order, a second one ends it at once. The JVM's own shutdown hooks hear
 * of the first one only, so the JDK's signal handling is used; by reflection, since it is no public part of the JDK.
 */
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
            signals.handle("TERM");
            signals.handle("INT");
        } catch (ReflectiveOperationException | IllegalArgumentException unsupported) {
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

    private void handle(String name) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object listener = Proxy.newProxyInstance(
                EndSignals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                    if (method.getName().equals("handle")) {
                        heard();
                    }
                    return null;
                });
        try {
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
        } catch (InvocationTargetException refused) {
            throw new IllegalArgumentException("the signal " + name + " is in other hands", refused);
        }
    }
}
