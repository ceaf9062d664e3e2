package dev.sluice.testkit.contract;

import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.Destination;
import dev.sluice.spi.MappedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The form of requests. */
final class RequestChecks {

    static final Instant NOW = Instant.parse("2026-03-02T09:00:00.123Z");

    private static final int BATCH = 3;
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH");

    /** The engine's own. */
    private static final Set<String> NOT_TO_SET =
            Set.of("content-length", "content-encoding", "transfer-encoding", "host", "connection");

    private final Candidate candidate;
    private final Destination destination;
    private final List<MappedEvent> batch;

    RequestChecks(Candidate candidate) {
        this.candidate = candidate;
        destination = candidate.destination();
        batch = candidate.batch(
                destination, Math.min(BATCH, destination.limits().maxEvents()));
    }

    void form() {
        requireForm("the request of a batch", destination.request(batch, NOW));
        requireForm("the request without events", destination.request(List.of(), NOW));
        destination.probe(NOW).ifPresent(probe -> requireForm("the probe", probe));
    }

    /** @param inRequest how an event's JSON stands in a request */
    void eventsInOrder(UnaryOperator<byte[]> inRequest) {
        byte[] body = destination.request(batch, NOW).body();
        String text = new String(body, StandardCharsets.UTF_8);
        int from = 0;
        for (MappedEvent event : batch) {
            String json = new String(inRequest.apply(event.json()), StandardCharsets.UTF_8);
            int at = text.indexOf(json, from);
            Expect.that(
                    at >= 0,
                    "the body does not hold the event " + event.id() + " as it was given, in its place: "
                            + Expect.shown(text),
                    "put event.json() of all events into the body as they are, in the batch's order, as BatchBody does;"
                            + " or let inRequest() say what is taken of it");
            from = at + json.length();
        }
    }

    void envelope() {
        int envelope = destination.request(List.of(), NOW).body().length;
        int events = batch.stream().mapToInt(event -> event.json().length + 1).sum();
        int bytes = destination.request(batch, NOW).body().length;
        Expect.that(
                bytes <= envelope + events,
                "a request of " + batch.size() + " events has " + bytes + " bytes, more than the " + envelope
                        + " of one without events and the " + events + " of the events with a comma each",
                "let what surrounds the events be the same however many there are: lanes cut batches by that sum");
    }

    void sameBytes() {
        List<byte[]> before = batch.stream().map(event -> event.json().clone()).toList();
        String first = Fingerprint.of(destination.request(batch, NOW));
        waitMillis(2);
        Expect.that(
                first.equals(Fingerprint.of(destination.request(batch, NOW))),
                "two requests of one batch at one instant differ",
                "make them of the batch and sentAt alone, without clock, random or counter");
        destination.request(batch, NOW.plus(Duration.ofHours(1)));
        destination.request(List.of(), NOW.minus(Duration.ofHours(1)));
        Expect.that(
                first.equals(Fingerprint.of(destination.request(batch, NOW))),
                "a request depends on those that were made before it",
                "keep nothing between calls");
        Expect.that(
                first.equals(Fingerprint.of(candidate.destination().request(batch, NOW))),
                "two destinations of the same settings make different requests",
                "make requests of settings, batch and sentAt alone");
        for (int i = 0; i < before.size(); i++) {
            Expect.that(
                    Arrays.equals(before.get(i), batch.get(i).json()),
                    "request() changed the JSON of an event",
                    "copy it: the same bytes are sent again after a failure");
        }
    }

    static void requireForm(String what, DeliveryRequest request) {
        Expect.that(request != null, what + " is null", "return a request for every batch, an empty one too");
        EndpointChecks.requireAddress(what + " goes to an address that", request.uri());
        Expect.that(
                METHODS.contains(request.method()) || request.method().equals("GET"),
                what + " has the method " + request.method(),
                "use POST, PUT or PATCH; GET for a probe alone");
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(request.headers());
        List<String> illegal = new ArrayList<>();
        headers.forEach((name, value) -> {
            if (!TOKEN.matcher(name).matches() || value.chars().anyMatch(c -> c < ' ' && c != '\t')) {
                illegal.add(name);
            }
        });
        Expect.that(
                illegal.isEmpty(),
                what + " has headers that HTTP does not allow: " + illegal,
                "refuse such settings with an InvalidSettingsException");
        headers.keySet()
                .forEach(name -> Expect.that(
                        !NOT_TO_SET.contains(name.toLowerCase(Locale.ROOT)),
                        what + " sets the header " + name,
                        "leave it to the engine; for compression set gzipFromBytes"));
        Expect.that(
                request.body().length == 0 || headers.containsKey("Content-Type"),
                what + " has a body but no Content-Type",
                "name the body's form, such as application/json");
    }

    private static void waitMillis(long millis) {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
