package dev.sluice.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.spi.Destination;
import dev.sluice.spi.InvalidSettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether destinations of one plugin, and calls from several threads, keep out of each other's way. */
final class IsolationChecks {

    private static final int THREADS = 4;
    private static final int ROUNDS = 10;
    private static final int LONGEST_SECONDS = 60;

    private final Candidate candidate;

    IsolationChecks(Candidate candidate) {
        this.candidate = candidate;
    }

    void twoDestinations() {
        Destination one = candidate.destination();
        List<String> alone = Fingerprint.of(one, candidate.events());
        ObjectNode otherSettings = different();
        Destination other = candidate.configure(otherSettings.deepCopy());
        List<String> others = Fingerprint.of(other, candidate.events());
        for (int round = 0; round < 2; round++) {
            requireSame(alone, Fingerprint.of(one, candidate.events()));
            requireSame(others, Fingerprint.of(other, candidate.events()));
        }
        requireSame(others, Fingerprint.of(candidate.configure(otherSettings.deepCopy()), candidate.events()));
        requireSame(alone, Fingerprint.of(candidate.destination(), candidate.events()));
    }

    void threads() {
        Destination shared = candidate.destination();
        List<String> alone = Fingerprint.of(shared, candidate.events());
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<List<String>>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                results.add(threads.submit(() -> {
                    start.await();
                    List<String> found = alone;
                    for (int round = 0; round < ROUNDS && found.equals(alone); round++) {
                        found = Fingerprint.of(shared, candidate.events());
                    }
                    return found;
                }));
            }
            for (Future<List<String>> result : results) {
                List<String> found = result.get(LONGEST_SECONDS, TimeUnit.SECONDS);
                Expect.that(
                        found.equals(alone),
                        "called by several threads at once, the destination answers differently: "
                                + Fingerprint.difference(alone, found),
                        "share nothing that changes between calls");
            }
        } catch (ExecutionException failure) {
            throw Expect.breach(
                    "called by several threads at once, the destination fails",
                    "share nothing that changes between calls",
                    failure.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for calls", stopped);
        } catch (TimeoutException late) {
            throw Expect.breach("called by several threads at once, the destination hangs", "take no locks", late);
        } finally {
            threads.shutdownNow();
        }
    }

    /** The example with as much of it changed as its schema and the plugin allow. */
    private ObjectNode different() {
        ObjectNode settings = candidate.example();
        candidate.plugin().settingsSchema().path("properties").properties().forEach(property -> {
            for (JsonNode value : others(property.getValue(), settings.path(property.getKey()))) {
                ObjectNode changed = settings.deepCopy();
                changed.set(property.getKey(), value);
                if (!value.equals(settings.get(property.getKey())) && works(changed)) {
                    settings.set(property.getKey(), value);
                    return;
                }
            }
        });
        return settings;
    }

    private static List<JsonNode> others(JsonNode schema, JsonNode now) {
        List<JsonNode> others = new ArrayList<>();
        if (now.isTextual() && !now.asText().isEmpty()) {
            others.add(
                    TextNode.valueOf(new StringBuilder(now.asText()).reverse().toString()));
        }
        others.addAll(SettingValues.of(schema));
        return others;
    }

    private boolean works(ObjectNode settings) {
        if (!candidate.schema().takes(settings)) {
            return false;
        }
        try {
            candidate.plugin().configure(settings.deepCopy());
            return true;
        } catch (InvalidSettingsException refused) {
            return false;
        }
    }

    private static void requireSame(List<String> expected, List<String> found) {
        Expect.that(
                expected.equals(found),
                "a destination depends on another of the same plugin: " + Fingerprint.difference(expected, found),
                "keep settings in the destination, nothing in static fields or in the plugin: the same plugin may be"
                        + " configured several times");
    }
}
