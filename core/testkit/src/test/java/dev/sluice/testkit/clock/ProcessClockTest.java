package dev.sluice.testkit.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process, whose class path has the teller alone, goes through all tests. */
class ProcessClockTest {

    /** More than a clock that tells whole minutes is behind, on a busy machine. */
    private static final long TOLERANCE_MILLIS = 120_000;

    private static ProcessClock clock;
    private static Process process;
    private static BufferedReader out;
    private static Writer in;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        clock = ProcessClock.in(folder);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(clock.jvmOptions());
        Path classes = Path.of(TimeTeller.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        command.addAll(List.of("-cp", classes.toString(), TimeTeller.class.getName()));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        out = process.inputReader(StandardCharsets.UTF_8);
        in = process.outputWriter(StandardCharsets.UTF_8);
    }

    @AfterAll
    static void end() {
        process.destroyForcibly();
    }

    /** What the process says, by the way in which it asked. */
    private static Map<String, Long> told() throws IOException {
        in.write("now\n");
        in.flush();
        String line = out.readLine();
        while (line != null && !line.startsWith("{")) {
            // The JVM says that it shares fewer classes with an agent.
            line = out.readLine();
        }
        assertThat(line).as("an answer").isNotNull();
        Map<String, Long> told = new LinkedHashMap<>();
        for (String entry : line.substring(1, line.length() - 1).split(", ")) {
            told.put(entry.substring(0, entry.indexOf('=')), Long.parseLong(entry.substring(entry.indexOf('=') + 1)));
        }
        return told;
    }

    private static void assertShows(Duration off) throws IOException {
        long expected = System.currentTimeMillis() + off.toMillis();
        Map<String, Long> told = told();
        told.remove("nanoTime");
        assertThat(told)
                .hasSizeGreaterThan(10)
                .allSatisfy((way, millis) -> assertThat(millis).isCloseTo(expected, within(TOLERANCE_MILLIS)));
    }

    @Test
    void theTimeIsRightWhereItIsNotSet() throws IOException {
        clock.set(Duration.ZERO);

        assertShows(Duration.ZERO);
    }

    @Test
    void everyWayToAskForTheTimeShowsAJumpForwardAndBack() throws IOException {
        clock.set(Duration.ofHours(5));
        assertShows(Duration.ofHours(5));

        clock.set(Duration.ofDays(-3));
        assertShows(Duration.ofDays(-3));
    }

    @Test
    void aJumpIsSeenWhenTheProcessAsksForTheTime() throws IOException {
        clock.set(Duration.ofMinutes(1));
        told();
        assertThat(clock.isSeen()).isTrue();

        clock.set(Duration.ofMinutes(2));

        assertThat(clock.isSeen()).isFalse();
        told();
        assertThat(clock.isSeen()).isTrue();
    }

    @Test
    void timeThatPassesIsMeasuredAsBefore() throws IOException {
        clock.set(Duration.ZERO);
        long before = told().get("nanoTime");

        clock.set(Duration.ofHours(-5));

        assertThat(told().get("nanoTime") - before)
                .isBetween(0L, Duration.ofMinutes(2).toNanos());
    }
}
