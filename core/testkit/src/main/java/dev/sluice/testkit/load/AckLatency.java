package dev.sluice.testkit.load;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** How long acknowledgements take, in slices of time, so that one can see whether they become slower. For any thread. */
public final class AckLatency {

    /** Two digits tell a millisecond from a tenth of one, and no more is needed. */
    private static final int DIGITS = 2;

    private final Recorder recorder = new Recorder(DIGITS);
    private final List<Slice> slices = new ArrayList<>();
    private long sliceStart = System.nanoTime();

    /**
     * What one slice of time brought.
     *
     * @param count of acknowledgements
     */
    public record Slice(Duration length, long count, Duration median, Duration p99, Duration longest) {

        /** Acknowledgements a second. */
        public long perSecond() {
            return Math.round(count / Math.max(1e-9, length.toNanos() / 1e9));
        }

        @Override
        public String toString() {
            return String.format(
                    "%d/s, p50 %.1f ms, p99 %.1f ms, longest %.0f ms",
                    perSecond(), millis(median), millis(p99), millis(longest));
        }

        private static double millis(Duration time) {
            return time.toNanos() / 1e6;
        }
    }

    void record(long nanos) {
        recorder.recordValue(TimeUnit.NANOSECONDS.toMicros(nanos));
    }

    /** Ends a slice and begins the next. */
    public synchronized Slice cut() {
        Histogram taken = recorder.getIntervalHistogram();
        long now = System.nanoTime();
        Slice slice = new Slice(
                Duration.ofNanos(now - sliceStart),
                taken.getTotalCount(),
                micros(taken.getValueAtPercentile(50)),
                micros(taken.getValueAtPercentile(99)),
                micros(taken.getMaxValue()));
        sliceStart = now;
        slices.add(slice);
        return slice;
    }

    /** The slices so far. */
    public synchronized List<Slice> slices() {
        return List.copyOf(slices);
    }

    private static Duration micros(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
