package dev.sluice.testkit.contract;

import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.Destination;
import dev.sluice.spi.Event;
import dev.sluice.spi.MappedEvent;
import dev.sluice.spi.MappingRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** All that a destination answers to a fixed set of questions, as text, so that two can be compared. */
final class Fingerprint {

    private static final int BATCH = 3;

    private Fingerprint() {}

    static List<String> of(Destination destination, List<Event> events) {
        List<String> answers = new ArrayList<>();
        answers.add("endpoint " + destination.endpoint());
        answers.add("limits " + destination.limits());
        answers.add("dedupe window " + destination.dedupeWindow());
        for (MappingRow row : destination.mapping().rows()) {
            answers.add("row " + row.target() + " from " + row.source().describe() + ", "
                    + row.conversion().describe());
        }
        List<MappedEvent> mapped = events.stream()
                .map(event -> Candidate.mapped(destination, event))
                .toList();
        for (MappedEvent event : mapped) {
            answers.add("event " + event.id() + " of " + event.identity() + " "
                    + new String(event.json(), StandardCharsets.UTF_8));
        }
        List<MappedEvent> batch =
                mapped.subList(0, Math.min(BATCH, destination.limits().maxEvents()));
        answers.add("request " + of(destination.request(batch, RequestChecks.NOW)));
        answers.add("probe " + destination.probe(RequestChecks.NOW).map(Fingerprint::of));
        AnswerCases.few()
                .forEach(response ->
                        answers.add("answer to " + response.status() + " " + destination.read(response, batch)));
        return answers;
    }

    static String of(DeliveryRequest request) {
        return request.method() + " " + request.uri() + " " + new TreeMap<>(request.headers()) + " "
                + request.gzipFromBytes() + " " + new String(request.body(), StandardCharsets.ISO_8859_1);
    }

    /** The first thing that differs, for a failure. */
    static String difference(List<String> expected, List<String> found) {
        for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
            if (!expected.get(i).equals(found.get(i))) {
                return Expect.shown(expected.get(i)) + " became " + Expect.shown(found.get(i));
            }
        }
        return expected.size() + " answers became " + found.size();
    }
}
