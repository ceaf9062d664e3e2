package dev.sluice.testkit.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.process.Place;
import java.net.URI;
import java.util.Optional;

/** How a node is configured: here and nowhere else. */
final class NodeSetup {

    static final String API_KEY = "cluster-key";
    static final String SIGNING_KEY = "cluster-signing-key";
    static final String TOKEN = "cluster-token";

    /** Read ahead of what is settled: so many events a node that is lost may have delivered without anybody else's knowing. */
    static final int WINDOW_EVENTS = 1_000;

    private static final int PARTITIONS = 12;

    private final ClusterOptions options;
    private final URI endpoint;

    /** @param endpoint of the destination, for this machine's own place */
    NodeSetup(ClusterOptions options, URI endpoint) {
        this.options = options;
        this.endpoint = endpoint;
    }

    /** Where the node of that name runs. */
    Place place(String node) {
        return options.network().map(network -> network.place(node)).orElse(Place.LOOPBACK);
    }

    /** The whole configuration of the node of that name. */
    String json(String node) {
        Place place = place(node);
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
        destination.putObject("delivery").put("timeoutMillis", 2_000);
        json.putObject("management").put("host", place.outside()).put("port", 0).put("token", TOKEN);
        json.putObject("shutdown").put("graceSeconds", 5);
        return json.toPrettyString();
    }

    private ObjectNode journal() {
        ObjectNode journal = JsonNodeFactory.instance.objectNode();
        Optional<String> brokers = options.bootstrapServers();
        return brokers.isEmpty()
                ? journal.put("type", "sqlite").put("path", "sluice.db")
                : journal.put("type", "kafka")
                        .put("bootstrapServers", brokers.get())
                        .put("topic", "campaign-" + options.seed())
                        .put("partitions", PARTITIONS)
                        .put("replication", 1);
    }

    private String endpoint(Place place) {
        return "http://" + place.gateway() + ":" + endpoint.getPort() + endpoint.getPath();
    }
}
