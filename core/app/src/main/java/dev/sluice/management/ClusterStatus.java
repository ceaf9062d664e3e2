package dev.sluice.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.control.NodeAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What all nodes said of themselves, put together: the node that was asked first, then each destination with what waits for it on all
 * nodes, then the nodes one by one.
 */
final class ClusterStatus {

    /** Nearest first to what a person has to do. */
    private static final List<String> WORST_FIRST =
            List.of("misconfigured", "paused", "retrying", "slowed", "running", NodeStatus.ELSEWHERE);

    private static final List<String> COUNTS = List.of("pending", "parked", "deadLetters");

    private static final List<String> OF_THE_NODE = List.of("version", "java", "pid", "startedAt", "ingestPort");

    private final List<NodeAnswer> answers;
    private final List<ObjectNode> gone;
    private final String self;

    /**
     * @param gone nodes that were not asked, with the reason
     * @param self the id of the node that was asked first
     */
    ClusterStatus(List<NodeAnswer> answers, List<ObjectNode> gone, String self) {
        this.answers = answers;
        this.gone = gone;
        this.self = self;
    }

    /** All of it. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
        for (NodeAnswer answer : answers) {
            JsonNode node = answer.body().orElseGet(() -> NodeStatus.silent(answer.node(), answer.failure()));
            if (answer.node().id().equals(self)) {
                own(json, node);
                node = node.<ObjectNode>deepCopy().put("self", true);
            }
            nodes.add(node);
        }
        json.set("destinations", destinations());
        json.set("nodes", nodes.addAll(gone));
        return json;
    }

    /** The destinations alone, those first that need a person. */
    ArrayNode destinations() {
        Map<String, List<Seen>> byId = new TreeMap<>();
        for (NodeAnswer answer : answers) {
            answer.body()
                    .ifPresent(node -> node.path("destinations")
                            .forEach(destination -> byId.computeIfAbsent(
                                            destination.path("id").asText(), first -> new ArrayList<>())
                                    .add(new Seen(answer.node().id(), isShared(node), destination))));
        }
        List<ObjectNode> merged = new ArrayList<>();
        byId.values().forEach(seen -> merged.add(merged(seen)));
        merged.sort((one, other) -> Integer.compare(rank(one), rank(other)));
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        return all.addAll(merged);
    }

    private static void own(ObjectNode json, JsonNode node) {
        json.set("ready", node.path("ready"));
        copy(node, json, "reason");
        json.set("configuration", node.path("configuration"));
        ObjectNode described = json.putObject("node");
        OF_THE_NODE.forEach(field -> copy(node, described, field));
        json.set("journal", node.path("journal"));
    }

    private static void copy(JsonNode from, ObjectNode to, String field) {
        if (from.has(field)) {
            to.set(field, from.get(field));
        }
    }

    /** A destination as one node sees it. */
    private record Seen(String node, boolean shared, JsonNode json) {}

    private ObjectNode merged(List<Seen> seen) {
        Seen worst = seen.get(0);
        for (Seen each : seen) {
            worst = rank(each.json()) < rank(worst.json()) ? each : worst;
        }
        ObjectNode json = worst.json().deepCopy();
        json.remove("partitions");
        for (String count : COUNTS) {
            json.put(count, total(seen, count));
        }
        json.put(
                "unaccounted",
                seen.stream()
                        .mapToLong(each -> each.json().path("unaccounted").asLong())
                        .sum());
        json.remove("oldestPendingAt");
        seen.stream()
                .map(each -> each.json().path("oldestPendingAt").asText())
                .filter(at -> !at.isEmpty())
                .min(String::compareTo)
                .ifPresent(oldest -> json.put("oldestPendingAt", oldest));
        int rank = rank(json);
        if (rank < WORST_FIRST.indexOf("running") && seen.stream().anyMatch(each -> rank(each.json()) != rank)) {
            json.put("node", worst.node());
        }
        List<NodeAnswer> unheard =
                answers.stream().filter(answer -> !answer.isThere()).toList();
        if (!unheard.isEmpty()) {
            ArrayNode without = json.putArray("without");
            unheard.forEach(answer -> without.add(answer.node().id()));
        }
        return json;
    }

    /** What is in journals of their own is added up; of the one that nodes share each knows all of it. */
    private long total(List<Seen> seen, String count) {
        long total = 0;
        for (Seen each : seen) {
            total += each.shared() ? 0 : each.json().path(count).asLong();
        }
        return total
                + seen.stream()
                        .filter(Seen::shared)
                        // The one that was asked, so that a person who has just changed something sees it.
                        .min((one, other) -> Boolean.compare(
                                !one.node().equals(self), !other.node().equals(self)))
                        .map(each -> each.json().path(count).asLong())
                        .orElse(0L);
    }

    private static boolean isShared(JsonNode node) {
        return node.at("/journal/type").asText().equals(NodeStatus.SHARED);
    }

    private static int rank(JsonNode destination) {
        int rank = WORST_FIRST.indexOf(destination.path("status").asText());
        return rank < 0 ? WORST_FIRST.size() : rank;
    }
}
