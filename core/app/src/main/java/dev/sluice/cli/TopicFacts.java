package dev.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.DestinationConfig;
import dev.sluice.config.SluiceConfig;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalStatus;
import dev.sluice.relay.JournalStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a journal in Kafka holds, and for whom. Blocks. */
final class TopicFacts {

    private TopicFacts() {}

    static ObjectNode of(SluiceConfig config) {
        List<String> destinations =
                config.destinations().stream().map(DestinationConfig::id).toList();
        Journal journal = JournalStore.openExisting(config.journal(), destinations);
        try {
            return json(config.journal().place(), journal.status(), destinations);
        } finally {
            journal.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    static String words(ObjectNode facts) {
        List<String> lines = new ArrayList<>();
        lines.add(facts.path("journal").asText());
        lines.add("bytes on disk     " + facts.path("bytes").asLong());
        facts.path("pending")
                .properties()
                .forEach(each -> lines.add("pending           " + each.getKey() + ": " + each.getValue()
                        + setAside(facts, each.getKey())));
        facts.path("deadLetters")
                .properties()
                .forEach(each -> lines.add("dead letters      " + each.getKey() + ": " + each.getValue()));
        return String.join(System.lineSeparator(), lines);
    }

    private static String setAside(JsonNode facts, String destination) {
        long parked = facts.path("parked").path(destination).asLong();
        return parked == 0 ? "" : ", of which " + parked + " set aside";
    }

    private static ObjectNode json(String place, JournalStatus status, List<String> destinations) {
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        facts.put("journal", place);
        facts.put("bytes", status.bytes());
        ObjectNode pending = facts.putObject("pending");
        destinations.forEach(each -> pending.put(each, status.pending(each)));
        numbers(facts.putObject("parked"), status.parked());
        numbers(facts.putObject("deadLetters"), status.deadLetters());
        ObjectNode ends = facts.putObject("endOffsets");
        new TreeMap<>(status.endOffsets()).forEach((partition, end) -> ends.put(Integer.toString(partition), end));
        return facts;
    }

    private static void numbers(ObjectNode json, Map<String, Long> numbers) {
        new TreeMap<>(numbers).forEach(json::put);
    }
}
