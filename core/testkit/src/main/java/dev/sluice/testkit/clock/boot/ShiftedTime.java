package dev.sluice.testkit.clock.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The system's time and its clocks, set off by what a file says. The methods are named after those of {@link System}, {@link Instant}
 * and {@link Clock} in whose place they are called. For any thread.
 */
public final class ShiftedTime {

    /** The system property that names the file. */
    public static final String FILE = "dev.sluice.testkit.clock.file";

    private static final OffsetFile OFFSET = open();

    private ShiftedTime() {}

    /** In place of {@link System#currentTimeMillis}. */
    public static long currentTimeMillis() {
        return System.currentTimeMillis() + OFFSET.read();
    }

    /** In place of {@link Instant#now}. */
    public static Instant now() {
        return Instant.now().plusMillis(OFFSET.read());
    }

    /** In place of {@link Clock#systemUTC}. */
    public static Clock systemUTC() {
        return new ShiftedClock(Clock.systemUTC());
    }

    /** In place of {@link Clock#systemDefaultZone}. */
    public static Clock systemDefaultZone() {
        return new ShiftedClock(Clock.systemDefaultZone());
    }

    /** In place of {@link Clock#system}. */
    public static Clock system(ZoneId zone) {
        return new ShiftedClock(Clock.system(zone));
    }

    /** In place of {@link Clock#tickMillis}. */
    public static Clock tickMillis(ZoneId zone) {
        return Clock.tick(system(zone), Duration.ofMillis(1));
    }

    /** In place of {@link Clock#tickSeconds}. */
    public static Clock tickSeconds(ZoneId zone) {
        return Clock.tick(system(zone), Duration.ofSeconds(1));
    }

    /** In place of {@link Clock#tickMinutes}. */
    public static Clock tickMinutes(ZoneId zone) {
        return Clock.tick(system(zone), Duration.ofMinutes(1));
    }

    private static OffsetFile open() {
        try {
            return OffsetFile.open(Path.of(System.getProperty(FILE)));
        } catch (IOException failure) {
            throw new UncheckedIOException("the clock's offset can't be read", failure);
        }
    }

    private static final class ShiftedClock extends Clock {

        private final Clock system;

        ShiftedClock(Clock system) {
            this.system = system;
        }

        @Override
        public Instant instant() {
            return system.instant().plusMillis(OFFSET.read());
        }

        @Override
        public long millis() {
            return system.millis() + OFFSET.read();
        }

        @Override
        public ZoneId getZone() {
            return system.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return new ShiftedClock(system.withZone(zone));
        }
    }
}
