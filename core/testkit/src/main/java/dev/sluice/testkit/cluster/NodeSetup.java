package dev.sluice.testkit.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.process.FreePort;
import dev.sluice.testkit.process.Place;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How each node is configured: here and nowhere else. */
final class NodeSetup {

    static final String API_KEY = "cluster-key";
    static final String SIGNING_KEY = "cluster-signing-key";
    static final String TOKEN = "cluster-token";

    /** Of a journal in a file, in the node's folder. */
    static final String FILE = "sluice.db";

    /** Read ahead of what is settled: so many events a node that is lost may have delivered without anybody else's knowing. */
    static final int WINDOW_EVENTS = 1_000;

    private static final int PARTITIONS = 12;

    private final ClusterOptions options;
    private final URI endpoint;
    private final Map<String, Integer> ports = new LinkedHashMap<>();

    /** @param endpoint of the destination, for this machine's own place */
    NodeSetup(ClusterOptions options, URI endpoint) throws IOException {
        this.options = options;
        this.endpoint = endpoint;
        for (NodePlan node : options.nodes()) {
            ports.put(node.name(), FreePort.onLoopback());
        }
    }

    /** Where a node runs. */
    Place place(String node) {
        return options.network().map(network -> network.place(node)).orElse(Place.LOOPBACK);
    }

    /** The whole configuration of a node. */
    String json(NodePlan node) {
        Place place = place(node.name());
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode ingest =
                json.putObject("ingest").put("host", place.outside()).put("port", 0);
        ingest.putObject("customerio").putArray("signingKeys").add(SIGNING_KEY);
        json.set("journal", journal());
        ObjectNode destination = json.putArray("destinations").addObject();
        destination.put("id", "amplitude").put("plugin", "amplitude");
        destination.putObject("settings").put("apiKey", API_KEY).put("endpoint", endpoint(place));
        destination.putObject("batch").put("maxEvents", 50).put("lingerMillis", 20);
        destination.putObject("window").put("maxEvents", WINDOW_EVENTS);
        json.putObject("management").put("host", place.outside()).put("port", 0).put("token", TOKEN);
        json.set("cluster", cluster(node, place));
        json.putObject("shutdown").put("graceSeconds", 5);
        return json.toPrettyString();
    }

    private ObjectNode journal() {
        ObjectNode journal = JsonNodeFactory.instance.objectNode();
        Optional<String> brokers = options.journal().bootstrapServers();
        return brokers.isEmpty()
                ? journal.put("type", "sqlite").put("path", FILE)
                : journal.put("type", "kafka")
                        .put("bootstrapServers", brokers.get())
                        .put("topic", "campaign-" + options.seed())
                        .put("partitions", PARTITIONS)
                        .put("replication", 1);
    }

    private ObjectNode cluster(NodePlan node, Place place) {
        ObjectNode cluster = JsonNodeFactory.instance.objectNode();
        cluster.put("enabled", true)
                .put("name", "campaign-" + options.seed())
                .put("nodeId", node.name())
                .put("host", place.inside())
                .put("port", ports.get(node.name()))
                .put("token", TOKEN);
        ArrayNode members = cluster.putArray("members");
        ports.forEach((name, port) -> members.add(place(name).inside() + ":" + port));
        ArrayNode roles = cluster.putArray("roles");
        node.roles().forEach(roles::add);
        return cluster;
    }

    private String endpoint(Place place) {
        return "http://" + place.gateway() + ":" + endpoint.getPort() + endpoint.getPath();
    }
}
