package dev.sluice.testkit.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.sender.Outcome.Answered;
import dev.sluice.testkit.sender.Outcome.Disconnected;
import dev.sluice.testkit.sender.Outcome.TooLate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** How one webhook that fails holds back the others: the receiver is made up, and so is the time. */
class SimulatedSenderTest {

    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    private final SimulatedClock clock = new SimulatedClock(START);
    private final List<String> posted = new ArrayList<>();

    @Test
    void aStreamOfWhichEachIsTakenNeverStandsStill() {
        StreamRecord stream = answering(200, 202, 204).send(webhooks("a", "b", "c"));

        assertThat(posted).containsExactly("a", "b", "c");
        assertThat(stream.standstill()).isZero();
        assertThat(stream.standstills()).isEmpty();
        assertThat(stream.givenUp()).isEmpty();
        assertThat(clock.instant()).isEqualTo(START);
    }

    @Test
    void allLaterWebhooksAreHeldBackBehindOneThatFails() {
        StreamRecord stream = answering(200, 500, 500, 200, 200).send(webhooks("a", "b", "c"));

        assertThat(posted).containsExactly("a", "b", "b", "b", "c");
        assertThat(stream.standstills()).containsExactly(new Standstill(1, Duration.ofHours(2)));
        assertThat(firstTry(stream, 2)).isEqualTo(START.plus(Duration.ofHours(2)));
    }

    @Test
    void theStandstillsOfSeveralWebhooksAddUp() {
        StreamRecord stream = answering(429, 200, 503, 503, 200).send(webhooks("a", "b"));

        assertThat(stream.standstills())
                .containsExactly(new Standstill(0, Duration.ofHours(1)), new Standstill(1, Duration.ofMinutes(1 + 2)));
        assertThat(stream.standstill()).isEqualTo(Duration.ofMinutes(63));
    }

    @Test
    void theBackOffBeginsAnewWithEachWebhook() {
        StreamRecord stream = answering(503, 503, 503, 200, 503, 200).send(webhooks("a", "b"));

        assertThat(stream.standstills())
                .extracting(Standstill::length)
                .containsExactly(Duration.ofMinutes(1 + 2 + 4), Duration.ofMinutes(1));
    }

    @Test
    void anAnswerThatComesTooLateTakesFourSecondsAndIsTriedAgainSoon() {
        StreamRecord stream = meeting(new TooLate(), new Answered(200)).send(webhooks("a"));

        assertThat(stream.standstill()).isEqualTo(Duration.ofSeconds(4 + 60));
    }

    @Test
    void aRefusedConnectionCostsAnHour() {
        StreamRecord stream = meeting(new Disconnected(), new Answered(200)).send(webhooks("a"));

        assertThat(stream.standstill()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aWebhookThatIsNeverTakenIsGivenUpAfterSevenDaysAndTheStreamGoesOn() {
        StreamRecord stream = new SimulatedSender(
                        body -> new Answered(text(body).equals("bad") ? 400 : 200), clock)
                .send(webhooks("a", "bad", "c"));

        assertThat(stream.givenUp()).containsExactly(1);
        assertThat(stream.standstills()).containsExactly(new Standstill(1, Duration.ofDays(7)));
        assertThat(stream.deliveries().get(1).attempts()).hasSize(1 + 7 * 24);
        assertThat(firstTry(stream, 2)).isEqualTo(START.plus(Duration.ofDays(7)));
    }

    @Test
    void theNextTryAfterAFaultWasMendedEndsTheStandstill() {
        boolean[] mended = {false};
        clock.after(Duration.ofMinutes(10), () -> mended[0] = true);

        StreamRecord stream =
                new SimulatedSender(body -> new Answered(mended[0] ? 200 : 401), clock).send(webhooks("a", "b"));

        assertThat(stream.standstill()).isEqualTo(Duration.ofHours(1));
    }

    private SimulatedSender answering(Integer... statuses) {
        return meeting(Arrays.stream(statuses).map(Answered::new).toArray(Outcome[]::new));
    }

    private SimulatedSender meeting(Outcome... outcomes) {
        Queue<Outcome> next = new ArrayDeque<>(List.of(outcomes));
        return new SimulatedSender(
                body -> {
                    posted.add(text(body));
                    return next.remove();
                },
                clock);
    }

    private static Instant firstTry(StreamRecord stream, int webhook) {
        return stream.deliveries().get(webhook).attempts().get(0).from();
    }

    private static List<byte[]> webhooks(String... bodies) {
        return Arrays.stream(bodies)
                .map(body -> body.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
