package dev.sluice.testkit.clock;

import dev.sluice.testkit.clock.agent.ClockAgent;
import dev.sluice.testkit.clock.boot.OffsetFile;
import dev.sluice.testkit.clock.boot.ShiftedTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.objectweb.asm.ClassReader;

/**
 * The wall clock of the processes that are started with its options: right until it is set. Their monotonic time
 * ({@code System.nanoTime()}) is left alone, as the system leaves it when its clock is set. For any thread.
 */
public final class ProcessClock {

    private static final String AGENT_JAR = "clock-agent.jar";

    private final Path folder;
    private final OffsetFile offset;

    private ProcessClock(Path folder, OffsetFile offset) {
        this.folder = folder;
        this.offset = offset;
    }

    /**
     * A clock that is right.
     *
     * @param folder for what the processes need, which must live as long as they do
     */
    public static ProcessClock in(Path folder) throws IOException {
        Path home = folder.toAbsolutePath();
        Manifest agent = manifest();
        agent.getMainAttributes().putValue("Premain-Class", ClockAgent.class.getName());
        PackageJar.write(home.resolve(AGENT_JAR), agent, List.of(ClockAgent.class, ClassReader.class));
        PackageJar.write(home.resolve(ClockAgent.BOOT_JAR), manifest(), List.of(ShiftedTime.class));
        ProcessClock clock = new ProcessClock(home, OffsetFile.open(home.resolve(ClockAgent.OFFSET)));
        clock.set(Duration.ZERO);
        return clock;
    }

    /** What a JVM is to be started with. */
    public List<String> jvmOptions() {
        return List.of("-javaagent:" + folder.resolve(AGENT_JAR) + "=" + folder);
    }

    /** Sets the clock off against the right time, forward or back (negative), to the millisecond; running processes see it at once. */
    public void set(Duration off) {
        offset.set(off.toMillis());
    }

    /** Whether a process has asked for the time since the clock was set. */
    public boolean isSeen() {
        return offset.isRead();
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        return manifest;
    }
}
