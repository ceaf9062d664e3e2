package dev.sluice.relay;

import static dev.sluice.relay.RunningRelay.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.lane.LaneStatus.Condition;
import dev.sluice.testkit.sandbox.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has piled up while the destination was away, and how it drains. */
class BacklogTest {

    private static final int BATCH = 1_000;
    private static final int CONCURRENCY = 4;
    private static final String LANE = ",\"batch\":{\"maxEvents\":" + BATCH
            + ",\"lingerMillis\":20},\"delivery\":{\"concurrency\":" + CONCURRENCY + "}";

    @TempDir
    private Path folder;

    /** Events of many people, numbered in the order in which they are accepted. */
    private static void pileUp(int events, RunningRelay relay) {
        for (int from = 0; from < events; from += BATCH) {
            String body = IntStream.range(from, Math.min(events, from + BATCH))
                    .mapToObj(number -> "{\"event_id\":\"" + number
                            + "\",\"object_type\":\"email\",\"metric\":\"sent\",\"data\":{\"customer_id\":\"person-"
                            + number % 5_000 + "\"}}")
                    .collect(Collectors.joining(",", "[", "]"));
            assertThat(relay.post(body).status()).isEqualTo(200);
        }
    }

    private static List<Integer> arrivals(RunningRelay relay) {
        return relay.sandbox.events().stream()
                .map(event -> event.path("insert_id").asInt())
                .toList();
    }

    private static Condition condition(RunningRelay relay) {
        return relay.relay().lanes().get(0).status().state().condition();
    }

    @Test
    void afterAnOutageItDrainsOldestFirstAndWithoutAPause() throws Exception {
        int events = 40_000;
        try (RunningRelay relay = new RunningRelay(folder).start(LANE)) {
            relay.sandbox.failAlways(Fault.json(503, "down"));
            pileUp(events, relay);
            RunningRelay.awaitTrue("it is found to be down", () -> condition(relay) == Condition.RETRYING);
            RunningRelay.awaitTrue(
                    "it is probed", () -> relay.sandbox.requests().size() > CONCURRENCY + 1);
            int failed = relay.sandbox.requests().size();
            relay.sandbox.mend();

            relay.sandbox.awaitIngested(1, LIMIT);
            long start = System.nanoTime();
            relay.sandbox.awaitIngested(events, LIMIT);
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            assertThat(took).as("no pause of the outage is left over").isLessThan(Duration.ofSeconds(8));
            List<Integer> arrivals = arrivals(relay);
            assertThat(arrivals).doesNotHaveDuplicates();
            // The first batch is whichever was the probe.
            for (int at = BATCH; at < events; at++) {
                assertThat(arrivals.get(at) - at)
                        .as("older ones that were overtaken by arrival %d", at)
                        .isLessThan((CONCURRENCY + 1) * BATCH);
            }
            assertThat(relay.sandbox.requests().size() - failed)
                    .as("batches that are full as a rule")
                    .isLessThanOrEqualTo(events / BATCH * 2);
            assertThat(relay.sandbox.duplicates()).isEmpty();
            System.out.println("drained " + events + " events in " + took.toMillis() + " ms, "
                    + (relay.sandbox.requests().size() - failed) + " requests");
        }
    }

    /** A project that takes so many requests, then asks for a second's rest, again and again. */
    private static final class StrictProject implements Supplier<Optional<Fault>> {

        private static final Duration REST = Duration.ofSeconds(1);

        private final int requestsBeforeRest;
        private final List<Integer> unasked = new ArrayList<>();
        private int taken;
        private long restsUntil = Long.MIN_VALUE;

        StrictProject(int requestsBeforeRest) {
            this.requestsBeforeRest = requestsBeforeRest;
        }

        @Override
        public synchronized Optional<Fault> get() {
            long now = System.nanoTime();
            if (now < restsUntil) {
                unasked.set(unasked.size() - 1, unasked.get(unasked.size() - 1) + 1);
                return refusal();
            }
            taken++;
            if (taken % requestsBeforeRest == 0) {
                restsUntil = now + REST.toNanos();
                unasked.add(0);
                return refusal();
            }
            return Optional.empty();
        }

        /** Requests that came in each rest. */
        synchronized List<Integer> unasked() {
            return List.copyOf(unasked);
        }

        private static Optional<Fault> refusal() {
            return Optional.of(Fault.json(429, "Too many requests").retryAfter(REST));
        }
    }

    @Test
    void aLimitOfTheWholeProjectIsKept() throws Exception {
        int events = 20_000;
        StrictProject project = new StrictProject(8);
        try (RunningRelay relay = new RunningRelay(folder)) {
            relay.sandbox.failWith(project);
            relay.start(LANE);
            pileUp(events, relay);
            relay.sandbox.awaitIngested(events, LIMIT);

            assertThat(project.unasked()).as("it had to rest").hasSizeGreaterThanOrEqualTo(2);
            assertThat(project.unasked())
                    .as("in a rest nothing comes but what was under way")
                    .allMatch(requests -> requests < CONCURRENCY);
            assertThat(relay.sandbox.duplicates()).isEmpty();
            RunningRelay.awaitTrue("it delivers again", () -> condition(relay) == Condition.RUNNING);
        }
    }
}
