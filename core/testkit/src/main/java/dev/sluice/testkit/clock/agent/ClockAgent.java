package dev.sluice.testkit.clock.agent;

import dev.sluice.testkit.clock.boot.ShiftedTime;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.jar.JarFile;

/** Runs before the main class of a process whose clock is to be set. */
public final class ClockAgent {

    /** Has the classes for the JVM's own class loader. */
    public static final String BOOT_JAR = "clock-boot.jar";

    /** Has the offset, in milliseconds. */
    public static final String OFFSET = "clock-offset";

    private ClockAgent() {}

    /**
     * Called by the JVM.
     *
     * @param folder where the jar and the offset lie
     */
    public static void premain(String folder, Instrumentation instrumentation) throws IOException {
        Path home = Path.of(folder);
        // Only constants of its classes are used before this, so that no other loader has them yet.
        instrumentation.appendToBootstrapClassLoaderSearch(
                new JarFile(home.resolve(BOOT_JAR).toFile()));
        System.setProperty(ShiftedTime.FILE, home.resolve(OFFSET).toString());
        instrumentation.addTransformer(new TimeCalls());
    }
}
