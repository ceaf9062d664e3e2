package dev.sluice.relay;

import static dev.sluice.relay.RunningRelay.await;
import static dev.sluice.relay.RunningRelay.awaitTrue;
import static dev.sluice.relay.RunningRelay.destination;
import static dev.sluice.relay.RunningRelay.ids;
import static dev.sluice.relay.RunningRelay.webhooks;
import static dev.sluice.testkit.customerio.WebhookBuilder.aWebhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.amplitude.AmplitudeFault;
import dev.sluice.testkit.sandbox.Fault;
import dev.sluice.testkit.sender.Exchange;
import dev.sluice.testkit.sender.Outcome;
import dev.sluice.testkit.sender.Outcome.Answered;
import dev.sluice.testkit.sender.Outcome.Disconnected;
import dev.sluice.testkit.sender.Outcome.TooLate;
import dev.sluice.testkit.sender.RetrySchedule;
import dev.sluice.testkit.sender.SimulatedClock;
import dev.sluice.testkit.sender.SimulatedSender;
import dev.sluice.testkit.sender.Standstill;
import dev.sluice.testkit.sender.StreamRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How long Customer.io's stream stands still under each fault: the real relay over HTTP, the sender's pauses simulated. Minutes
 * follow from {@link RetrySchedule#FIRST_PAUSE}, which is assumed; hours and days are documented.
 */
class SenderStreamTest {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final Duration HOUR = Duration.ofHours(1);

    private final SimulatedClock clock = new SimulatedClock(RunningRelay.START);

    @TempDir
    private Path folder;

    static Stream<Arguments> poison() {
        return Stream.of(
                arguments("{\"event_id\": broken", "broken-json"),
                arguments("\"a string\"", "not-an-object"),
                arguments(aWebhook().without("/event_id").json(), "missing-event-id"),
                arguments("{\"event_id\":\"n\",\"metric\":\"sent\",\"data\":{\"n\":NaN}}", "broken-json"),
                arguments(
                        "{\"event_id\":\"d\",\"metric\":\"sent\",\"data\":" + "[".repeat(9_000) + "]".repeat(9_000)
                                + "}",
                        "beyond-bounds"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("poison")
    void aPoisonWebhookNeverStopsTheStream(String poison, String reason) {
        try (RunningRelay relay = new RunningRelay(folder).start("")) {
            StreamRecord stream = send(
                    relay.exchange(),
                    List.of(
                            aWebhook().withEventId("before").bytes(),
                            poison.getBytes(StandardCharsets.UTF_8),
                            aWebhook().withEventId("behind").bytes()));
            relay.awaitSettled("amplitude");

            assertThat(stream.standstill()).isZero();
            assertThat(relay.arrived()).containsExactly("before", "behind");
            assertThat(relay.deadLetters("ingest", "reason")).containsExactly(reason);
        }
    }

    static Stream<Fault> faultsOfADestination() {
        return Stream.of(
                Fault.json(UNAVAILABLE, "down"),
                Fault.hangs(),
                Fault.closesBeforeIngest(),
                AmplitudeFault.invalidApiKey(),
                Fault.plain(429, "later").retryAfter(Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @MethodSource("faultsOfADestination")
    void aDestinationThatIsDownNeverStopsTheStream(Fault fault) {
        try (RunningRelay relay = new RunningRelay(folder).start(",\"delivery\":{\"timeoutMillis\":400}")) {
            relay.sandbox.failAlways(fault);
            List<ObjectNode> sent = webhooks(60);

            assertThat(send(relay.exchange(), bodies(sent)).standstill()).isZero();
            assertThat(relay.arrived()).isEmpty();

            relay.sandbox.mend();
            relay.awaitSettled("amplitude");
            assertThat(relay.arrived()).isEqualTo(ids(sent));
        }
    }

    @ParameterizedTest(name = "mended after {0} minutes: {1} hours")
    @CsvSource({"10, 1", "59, 1", "130, 3"})
    void aWrongSigningKeyCostsAnHourEachTryUntilItIsMended(int minutes, int hours) {
        try (RunningRelay relay = new RunningRelay(folder).start("")) {
            relay.signWith("another-key");
            clock.after(Duration.ofMinutes(minutes), () -> relay.signWith(RunningRelay.SIGNING_KEY));
            List<ObjectNode> sent = webhooks(20);

            assertThat(send(relay.exchange(), bodies(sent)).standstills())
                    .containsExactly(new Standstill(0, Duration.ofHours(hours)));
            relay.awaitSettled("amplitude");
            assertThat(relay.arrived()).isEqualTo(ids(sent));
        }
    }

    @Test
    void aBodyOverTheLimitHoldsUpTheStreamForSevenDaysAndIsGivenUp() {
        try (RunningRelay relay =
                new RunningRelay(folder).withBodiesUpTo("4KiB").start("")) {
            StreamRecord stream = send(relay.exchange(), anOversizeOneBetweenTwo());
            relay.awaitSettled("amplitude");

            assertThat(outcomes(stream, 1)).containsOnly(new Answered(413));
            assertThat(stream.givenUp()).containsExactly(1);
            assertThat(stream.standstills()).containsExactly(new Standstill(1, Duration.ofDays(7)));
            assertThat(relay.arrived()).containsExactly("before", "behind");
        }
    }

    @Test
    void aBodyOverTheLimitGoesThroughSoonAfterTheLimitIsRaised() {
        try (RunningRelay relay =
                new RunningRelay(folder).withBodiesUpTo("4KiB").start("")) {
            clock.after(Duration.ofMinutes(10), () -> {
                relay.stop();
                relay.withBodiesUpTo("1MiB").restart();
            });
            StreamRecord stream = send(relay.exchange(), anOversizeOneBetweenTwo());
            relay.awaitSettled("amplitude");

            assertThat(stream.standstills()).containsExactly(new Standstill(1, Duration.ofMinutes(1 + 2 + 4 + 8)));
            assertThat(relay.arrived()).containsExactly("before", "behind", "oversize");
        }
    }

    @ParameterizedTest(name = "answered {0}: {1} minutes")
    @CsvSource({"503, 3", "429, 60", "500, 60"})
    void aFullJournalCostsMinutesWhereOtherAnswersWouldCostAnHour(int answered, int minutes) {
        try (RunningRelay relay =
                new RunningRelay(folder).withJournalOf("1MiB").start(",\"delivery\":{\"timeoutMillis\":400}")) {
            relay.sandbox.failAlways(Fault.hangs());
            // More than the journal holds, but what is left fits in when it has been emptied once.
            List<ObjectNode> sent = webhooks(40);
            sent.forEach(webhook -> webhook.put("padding", "x".repeat(30_000)));
            clock.after(Duration.ofSeconds(150), () -> {
                relay.sandbox.mend();
                relay.awaitSettled("amplitude");
            });
            StreamRecord stream = send(answering(answered, relay.exchange()), bodies(sent));
            relay.awaitSettled("amplitude");

            assertThat(stream.standstills())
                    .extracting(Standstill::length)
                    .containsExactly(Duration.ofMinutes(minutes));
            assertThat(stream.givenUp()).isEmpty();
            assertThat(relay.arrived()).isEqualTo(ids(sent));
        }
    }

    @Test
    void aRestartThatTheSenderMeetsWhileItStopsCostsOnePauseOfTheBackOff() {
        try (RunningRelay slow = new RunningRelay(folder.resolve("slow"));
                RunningRelay relay = new RunningRelay(folder)) {
            slow.sandbox.failAlways(Fault.hangs());
            relay.startWith(
                    destination("slow", slow.sandbox.batchUri(), "", ""),
                    destination("amplitude", relay.sandbox.batchUri(), "", ""));
            List<ObjectNode> sent = webhooks(20);
            send(relay.exchange(), bodies(sent.subList(0, 1)));
            awaitTrue("a request under way", () -> !slow.sandbox.requests().isEmpty());

            relay.beginToStop();
            clock.after(Duration.ofSeconds(20), () -> {
                await(slow.sandbox.close());
                relay.stop();
                relay.restart();
            });
            StreamRecord stream = send(relay.exchange(), bodies(sent.subList(1, 20)));
            relay.awaitSettled("amplitude");

            assertThat(outcomes(stream, 0)).containsExactly(new Answered(UNAVAILABLE), new Answered(OK));
            assertThat(stream.standstills()).containsExactly(new Standstill(0, RetrySchedule.FIRST_PAUSE));
            assertThat(relay.arrived()).isEqualTo(ids(sent));
        }
    }

    @Test
    void aRelayThatIsNotThereCostsAnHourHoweverSoonItComesBack() {
        try (RunningRelay relay = new RunningRelay(folder).start("")) {
            relay.stop();
            clock.after(Duration.ofSeconds(5), relay::restart);
            List<ObjectNode> sent = webhooks(20);
            StreamRecord stream = send(relay.exchange(), bodies(sent));
            relay.awaitSettled("amplitude");

            assertThat(outcomes(stream, 0)).containsExactly(new Disconnected(), new Answered(OK));
            assertThat(stream.standstills()).containsExactly(new Standstill(0, HOUR));
            assertThat(relay.arrived()).isEqualTo(ids(sent));
        }
    }

    @ParameterizedTest(name = "the proxy answers {0}: {1} minutes")
    @CsvSource({"502, 60", "503, 1"})
    void aProxyBeforeARelayThatIsNotThereShouldAnswer503(int proxy, int minutes) {
        try (RunningRelay relay = new RunningRelay(folder).start("")) {
            relay.stop();
            clock.after(Duration.ofSeconds(5), relay::restart);
            Exchange behindTheProxy = body -> {
                Outcome outcome = relay.exchange().post(body);
                return outcome instanceof Disconnected ? new Answered(proxy) : outcome;
            };

            assertThat(send(behindTheProxy, bodies(webhooks(20))).standstill()).isEqualTo(Duration.ofMinutes(minutes));
        }
    }

    @Test
    void anAnswerThatComesTooLateCostsOnePauseAndDoublesNoEvent() {
        try (RunningRelay relay = new RunningRelay(folder).start("")) {
            List<byte[]> lost = new ArrayList<>();
            Exchange losingTheFirstAnswer = body -> {
                Outcome outcome = relay.exchange().post(body);
                return lost.isEmpty() && lost.add(body) ? new TooLate() : outcome;
            };
            List<ObjectNode> sent = webhooks(20);
            StreamRecord stream = send(losingTheFirstAnswer, bodies(sent));
            relay.awaitSettled("amplitude");

            assertThat(stream.standstills())
                    .containsExactly(new Standstill(0, RetrySchedule.FIRST_PAUSE.plusSeconds(4)));
            assertThat(relay.sandbox.events()).hasSize(20);
            assertThat(relay.arrived()).isEqualTo(ids(sent));
        }
    }

    private StreamRecord send(Exchange exchange, List<byte[]> webhooks) {
        return new SimulatedSender(exchange, clock).send(webhooks);
    }

    /** The same receiver, had it another answer in place of 503. */
    private static Exchange answering(int status, Exchange exchange) {
        return body -> {
            Outcome outcome = exchange.post(body);
            return outcome.equals(new Answered(UNAVAILABLE)) ? new Answered(status) : outcome;
        };
    }

    private static List<byte[]> bodies(List<ObjectNode> webhooks) {
        return webhooks.stream()
                .map(webhook -> webhook.toString().getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static List<byte[]> anOversizeOneBetweenTwo() {
        ObjectNode oversize = aWebhook().withEventId("oversize").node().put("padding", "x".repeat(5_000));
        return List.of(
                aWebhook().withEventId("before").bytes(),
                oversize.toString().getBytes(StandardCharsets.UTF_8),
                aWebhook().withEventId("behind").bytes());
    }

    private static List<Outcome> outcomes(StreamRecord stream, int webhook) {
        return stream.deliveries().get(webhook).attempts().stream()
                .map(attempt -> attempt.outcome())
                .toList();
    }
}
