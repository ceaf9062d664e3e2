package dev.sluice.relay;

import static dev.sluice.relay.RunningRelay.await;
import static dev.sluice.relay.RunningRelay.awaitTrue;
import static dev.sluice.relay.RunningRelay.destination;
import static dev.sluice.testkit.customerio.WebhookBuilder.aWebhook;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.journal.trail.EventTrail;
import dev.sluice.journal.trail.EventTrail.Step;
import dev.sluice.journal.trail.Origin;
import dev.sluice.journal.trail.Outcome;
import dev.sluice.testkit.amplitude.AmplitudeFault;
import dev.sluice.testkit.sandbox.Fault;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the lanes write down of each event. */
class ExplainTest {

    private static final String CLOSED_PORT = "http://127.0.0.1:1/batch";

    @TempDir
    private Path folder;

    private static EventTrail trail(RunningRelay relay, String id) {
        return await(relay.relay().journal().trail(id));
    }

    private static List<Step> steps(RunningRelay relay, String destination, String id) {
        return trail(relay, id).steps().stream()
                .filter(step -> step.destination().equals(destination))
                .toList();
    }

    @Test
    void eachTryIsThereWithItsAnswer() throws Exception {
        try (RunningRelay relay = new RunningRelay(folder).start("")) {
            relay.sandbox.failNext(Fault.plain(503, "later"));
            relay.post(aWebhook().withEventId("tried").json());
            relay.awaitSettled("amplitude");

            List<Step> steps = steps(relay, "amplitude", "tried");
            assertThat(steps).extracting(Step::outcome).containsExactly(Outcome.RETRIED, Outcome.DELIVERED);
            assertThat(steps).extracting(Step::tries).containsExactly(1, 2);
            assertThat(steps.get(0).detail()).contains("503");
            assertThat(steps.get(1).detail()).isEqualTo("answered 200");
            assertThat(trail(relay, "tried").receipts())
                    .singleElement()
                    .extracting(EventTrail.Receipt::origin)
                    .isEqualTo(Origin.SIGNED);
        }
    }

    @Test
    void eachDestinationHasAStoryOfItsOwn() throws Exception {
        try (RunningRelay relay = new RunningRelay(folder)) {
            relay.startWith(
                    destination("all", relay.sandbox.batchUri(), "", ""),
                    destination("clicks", relay.sandbox.batchUri(), "", ",\"filter\":{\"events\":[\"*.clicked\"]}"));
            relay.post(aWebhook().withEventId("seen").json());
            relay.awaitSettled("all");
            relay.awaitSettled("clicks");

            assertThat(steps(relay, "all", "seen")).extracting(Step::outcome).containsExactly(Outcome.DELIVERED);
            assertThat(steps(relay, "clicks", "seen")).extracting(Step::outcome).containsExactly(Outcome.FILTERED);
            assertThat(steps(relay, "clicks", "seen").get(0).detail()).isEqualTo("filter.events");
        }
    }

    @Test
    void aRefusalIsThereInTheDestinationsWords() throws Exception {
        try (RunningRelay relay = new RunningRelay(folder).start("")) {
            relay.sandbox.failNext(AmplitudeFault.refusesFirstEvent());
            relay.post(aWebhook().withEventId("refused").json());
            relay.awaitSettled("amplitude");

            assertThat(steps(relay, "amplitude", "refused"))
                    .singleElement()
                    .satisfies(step -> assertThat(step.outcome()).isEqualTo(Outcome.DEAD_LETTERED))
                    .satisfies(step -> assertThat(step.detail()).startsWith("invalid-field: event_properties"));
        }
    }

    @Test
    void whileADestinationIsAwayItsTriesAreWrittenDown() throws Exception {
        try (RunningRelay relay = new RunningRelay(folder)) {
            relay.startWith(destination("away", URI.create(CLOSED_PORT), "", ""));
            relay.post(aWebhook().withEventId("waits").json());

            awaitTrue("a try on disk", () -> !trail(relay, "waits").steps().isEmpty());

            EventTrail trail = trail(relay, "waits");
            assertThat(trail.steps().get(0).outcome()).isEqualTo(Outcome.RETRIED);
            assertThat(trail.steps().get(0).detail()).contains("127.0.0.1:1");
            assertThat(trail.places())
                    .singleElement()
                    .satisfies(place -> assertThat(place.ahead()).isZero());
        }
    }
}
