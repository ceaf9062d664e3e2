package dev.sluice.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Answer;
import dev.sluice.spi.Destination;
import dev.sluice.spi.Fate;
import dev.sluice.spi.MappedEvent;
import dev.sluice.testkit.sandbox.Fault;
import dev.sluice.testkit.sandbox.Sandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a destination and its vendor's sandbox understand each other. */
final class SandboxChecks {

    private static final int BATCH = 20;
    private static final String REMEDY_REFUSED =
            "compare the request with the vendor's documents, or the sandbox's rules";

    private final Candidate candidate;
    private final SandboxRun run;
    private final Sandbox sandbox;
    private final ObjectNode settings;
    private final Destination destination;

    /** @param settings that send to the sandbox, with credentials that it takes */
    SandboxChecks(Candidate candidate, SandboxRun run, ObjectNode settings) {
        this.candidate = candidate;
        this.run = run;
        this.settings = settings;
        sandbox = run.sandbox();
        destination = candidate.configure(settings.deepCopy());
    }

    void delivers() {
        List<MappedEvent> batch = batch(BATCH);
        requireDelivered(send(batch), "a batch");
        requireIds(batch);
    }

    void deliversFullBatches() {
        int fitting = (destination.limits().maxBytes()
                        - destination.request(List.of(), Instant.now()).body().length)
                / 2_000;
        List<MappedEvent> batch = batch(Math.max(1, Math.min(2_000, fitting)));
        requireDelivered(send(batch), "a batch of " + batch.size() + " events, within limits(),");
        requireIds(batch);
    }

    void takesACopyOnce() {
        List<MappedEvent> batch = batch(BATCH);
        requireDelivered(send(batch), "a batch");
        requireDelivered(send(batch), "a second copy of a batch");
        if (destination.dedupeWindow().isEmpty()) {
            return;
        }
        Expect.that(
                sandbox.ids().size() == batch.size() && sandbox.duplicates().size() == batch.size(),
                "dedupeWindow() says that a second copy is taken once, but the sandbox took in "
                        + sandbox.ids().size() + " events and "
                        + sandbox.duplicates().size() + " duplicates of a batch of "
                        + batch.size() + " that was sent twice",
                "send the event's id where the vendor looks for it, or leave dedupeWindow() empty");
    }

    void probes() {
        destination.probe(Instant.now()).ifPresent(probe -> {
            requireDelivered(destination.read(run.send(probe), List.of()), "the probe");
            Expect.that(
                    sandbox.events().isEmpty(),
                    "the probe delivered " + sandbox.events().size() + " events",
                    "probe with a request that delivers nothing, or return Optional.empty()");
        });
    }

    void wrongCredentials() {
        for (String name : candidate.schema().required()) {
            JsonNode property =
                    candidate.plugin().settingsSchema().path("properties").path(name);
            if (property.path("writeOnly").asBoolean() && settings.path(name).isTextual()) {
                otherSecret(name).ifPresent(wrong -> requireMisconfigured(name, candidate.configure(wrong)));
            }
        }
    }

    void faults() {
        Map<Fault, List<Class<? extends Answer>>> faults = Map.of(
                Fault.json(401, "no"), List.of(Answer.Misconfigured.class),
                Fault.json(413, "too large"), List.of(Answer.TooLarge.class),
                Fault.plain(429, "later").retryAfter(Duration.ofSeconds(2)),
                        List.of(Answer.SlowDown.class, Answer.Unavailable.class),
                Fault.json(500, "oops"), List.of(Answer.Unavailable.class, Answer.SlowDown.class),
                Fault.html(502), List.of(Answer.Unavailable.class, Answer.SlowDown.class),
                Fault.plain(503, "busy"), List.of(Answer.Unavailable.class, Answer.SlowDown.class),
                Fault.html(504).afterIngest(), List.of(Answer.Unavailable.class, Answer.SlowDown.class));
        List<MappedEvent> batch = batch(BATCH);
        faults.forEach((fault, meanings) -> {
            sandbox.failNext(fault);
            Answer answer = send(batch);
            Expect.that(
                    meanings.contains(answer.getClass()),
                    "the sandbox's " + fault + " is read as " + Expect.shown(answer),
                    "read it as " + meanings.stream().map(Class::getSimpleName).toList() + ", as StatusAnswer does");
        });
        sandbox.failNext(Fault.truncatesJson());
        send(batch);
        sandbox.mend();
        requireDelivered(send(batch), "a batch after the faults");
    }

    private void requireMisconfigured(String secret, Destination wrong) {
        int before = sandbox.events().size();
        List<MappedEvent> batch = batch(1);
        Answer answer = wrong.read(run.send(wrong.request(batch, Instant.now())), batch);
        Expect.that(
                answer instanceof Answer.Misconfigured,
                "with a wrong " + secret + " the sandbox's answer is read as " + Expect.shown(answer),
                "read it as Misconfigured, so that the lane waits for a person and drops nothing; or let the sandbox"
                        + " refuse wrong credentials as the vendor does");
        Expect.that(
                sandbox.events().size() == before,
                "the sandbox takes events with a wrong " + secret,
                "let the sandbox refuse what the vendor refuses");
    }

    private Optional<ObjectNode> otherSecret(String name) {
        String secret = settings.path(name).asText();
        char last = secret.charAt(secret.length() - 1);
        List<String> others =
                new ArrayList<>(List.of(new StringBuilder(secret).reverse().toString()));
        for (char other : new char[] {'0', '1', 'a', 'B'}) {
            others.add(secret.substring(0, secret.length() - 1) + other);
        }
        return others.stream()
                .filter(other -> !other.equals(secret) || other.charAt(other.length() - 1) != last)
                .map(other -> settings.deepCopy().put(name, other))
                .filter(wrong -> candidate.schema().takes(wrong))
                .findFirst();
    }

    private List<MappedEvent> batch(int most) {
        int count = Math.min(most, destination.limits().maxEvents());
        return SampleEvents.lately(count).stream()
                .map(event -> Candidate.mapped(destination, event))
                .toList();
    }

    private Answer send(List<MappedEvent> batch) {
        return destination.read(run.send(destination.request(batch, Instant.now())), batch);
    }

    private void requireDelivered(Answer answer, String what) {
        boolean arrived = answer instanceof Answer.Delivered
                || (answer instanceof Answer.Sorted sorted
                        && sorted.fates().stream().allMatch(Fate.Arrived.class::isInstance));
        Expect.that(arrived, what + " was not taken: " + Expect.shown(answer), REMEDY_REFUSED);
    }

    private void requireIds(List<MappedEvent> batch) {
        List<String> sent = batch.stream().map(MappedEvent::id).toList();
        Expect.that(
                sandbox.ids().equals(sent),
                "the sandbox recorded the ids " + Expect.shown(sandbox.ids()) + ", sent were " + Expect.shown(sent),
                "map /event_id to the field that the sandbox's idOf reads, so that an event can be found again");
    }
}
