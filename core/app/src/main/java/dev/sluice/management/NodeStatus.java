package dev.sluice.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.Member;
import dev.sluice.config.ClusterConfig.Role;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalStatus;
import dev.sluice.lane.Lane;
import dev.sluice.relay.Relay;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** How a node and its lanes are, as it tells the others and itself. */
final class NodeStatus {

    /** The journal that all nodes share; any other is a node's own. */
    static final String SHARED = "kafka";

    /** Of lanes that a node leaves to others. */
    static final String ELSEWHERE = "elsewhere";

    private NodeStatus() {}

    /** This node now. */
    static ObjectNode of(Relay relay) {
        Member self = relay.cluster().self();
        Health health = Health.of(relay);
        ObjectNode json = named(self)
                .put("java", System.getProperty("java.version"))
                .put("pid", ProcessHandle.current().pid())
                .put("startedAt", startedAt().toString())
                .put("ingestPort", relay.ingestPort())
                .put("ready", health.ready());
        health.reason().ifPresent(reason -> json.put("reason", reason));
        json.set("configuration", health.details().get("configuration"));
        JournalStatus journal = relay.journal().status();
        json.putObject("journal")
                .put("type", isShared(relay) ? SHARED : "sqlite")
                .put("bytes", journal.bytes())
                .put("maxBytes", journal.maxBytes())
                .put("quarantined", journal.deadLetters().getOrDefault(DeadLetter.INGEST, 0L));
        json.set("destinations", destinations(relay, journal));
        return json;
    }

    /** What is known of a node that was not heard. */
    static ObjectNode silent(Member node, String why) {
        return named(node).put("error", why);
    }

    private static ObjectNode named(Member node) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", node.id());
        ArrayNode roles = json.putArray("roles");
        node.roles().stream().sorted().map(NodeStatus::word).forEach(roles::add);
        return json.put("version", node.version());
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static ArrayNode destinations(Relay relay, JournalStatus status) {
        Journal journal = relay.journal();
        boolean elsewhere = isShared(relay) && !relay.cluster().self().delivers();
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Lane lane : relay.lanes()) {
            ObjectNode json = DestinationJson.of(lane, status);
            if (elsewhere) {
                json.put("status", ELSEWHERE);
            }
            Set<Integer> reading = new TreeSet<>(journal.reading(lane.id()));
            if (!reading.isEmpty()) {
                ArrayNode partitions = json.putArray("partitions");
                reading.forEach(partitions::add);
            }
            all.add(json);
        }
        return all;
    }

    private static boolean isShared(Relay relay) {
        return relay.loaded().config().journal().kafka().isPresent();
    }

    private static Instant startedAt() {
        return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    }
}
