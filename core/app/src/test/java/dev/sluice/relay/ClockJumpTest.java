package dev.sluice.relay;

import static dev.sluice.testkit.customerio.WebhookBuilder.aWebhook;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.journal.LetterQuery;
import dev.sluice.testkit.amplitude.AmplitudeFault;
import dev.sluice.testkit.sandbox.Fault;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clock that is set while events wait costs none of them. */
class ClockJumpTest {

    @TempDir
    private Path folder;

    /** The system's clock, set forward or back. */
    private static final class SetClock extends Clock {

        private volatile Duration offset = Duration.ZERO;

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(offset);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void hoursForwardAndBackChangeNothing() throws Exception {
        SetClock clock = new SetClock();
        try (RunningRelay relay = new RunningRelay(folder)) {
            relay.onClock(clock);
            relay.start("");
            relay.sandbox.failAlways(Fault.json(503, "down"));
            List<ObjectNode> webhooks = RunningRelay.webhooks(30);
            relay.post(webhooks.subList(0, 10));
            clock.offset = Duration.ofHours(5);
            relay.post(webhooks.subList(10, 20));
            clock.offset = Duration.ofHours(-5);
            relay.post(webhooks.subList(20, 30));
            relay.sandbox.mend();

            relay.awaitSettled("amplitude");

            assertThat(relay.arrived()).isEqualTo(RunningRelay.ids(webhooks));
        }
    }

    @Test
    void aYearForwardMakesWhatWaitsExpireIntoTheDeadLettersWhereItCanBeReplayed() throws Exception {
        SetClock clock = new SetClock();
        try (RunningRelay relay = new RunningRelay(folder)) {
            relay.onClock(clock);
            relay.start("");
            relay.sandbox.failAlways(Fault.json(503, "down"));
            List<ObjectNode> webhooks = RunningRelay.webhooks(5);
            relay.post(webhooks);
            clock.offset = Duration.ofDays(365);
            relay.awaitSettled("amplitude");
            assertThat(relay.deadLetters("amplitude", "reason")).hasSize(5).containsOnly("expired");
            clock.offset = Duration.ZERO;
            relay.sandbox.mend();

            RunningRelay.await(relay.relay().journal().deadLetters().replay(LetterQuery.ALL, letter -> {
                throw new IllegalStateException("none is of ingest");
            }));
            relay.sandbox.awaitIngested(5, RunningRelay.LIMIT);

            assertThat(relay.arrived()).isEqualTo(RunningRelay.ids(webhooks));
        }
    }

    @Test
    void whatIsThrottledUntilItIsTooOldIsAccountedFor() throws Exception {
        SetClock clock = new SetClock();
        try (RunningRelay relay = new RunningRelay(folder)) {
            relay.onClock(clock);
            relay.start("");
            relay.sandbox.failNext(AmplitudeFault.throttledUsers());
            relay.post(aWebhook().withEventId("a").forPerson("noisy").json());
            RunningRelay.awaitTrue(
                    "it is set aside",
                    () -> relay.relay().journal().status().parked().getOrDefault("amplitude", 0L) == 1);
            relay.relay().paused().pause("amplitude");
            relay.post(aWebhook().withEventId("b").forPerson("noisy").json());
            clock.offset = Duration.ofDays(365);

            relay.relay().paused().resume("amplitude");

            RunningRelay.awaitTrue(
                    "it is given up",
                    () -> relay.deadLetters("amplitude", "event_id").contains("b"));
            assertThat(relay.relay().lanes().get(0).status().unaccounted()).isZero();
            assertThat(relay.events("amplitude", "dead_lettered")).isPositive();
        }
    }
}
