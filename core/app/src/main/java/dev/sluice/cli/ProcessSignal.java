package dev.sluice.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * A signal that the system sends this process. The JVM's own shutdown hooks hear of the first one that ends it only, so the JDK's
 * signal handling is used; by reflection, since it is no public part of the JDK.
 */
final class ProcessSignal {

    private final String name;

    /** @param name without SIG */
    ProcessSignal(String name) {
        this.name = name;
    }

    /**
     * Calls each time the signal comes, on a thread of the JVM, in place of what the JVM would do.
     *
     * @throws UnsupportedOperationException where it can't be heard here
     */
    void onEach(Runnable heard) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object listener = Proxy.newProxyInstance(
                    ProcessSignal.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            heard.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
        } catch (InvocationTargetException refused) {
            throw new UnsupportedOperationException("the signal " + name + " is in other hands", refused);
        } catch (ReflectiveOperationException absent) {
            throw new UnsupportedOperationException("the signal " + name + " can't be heard with this JDK", absent);
        }
    }
}
