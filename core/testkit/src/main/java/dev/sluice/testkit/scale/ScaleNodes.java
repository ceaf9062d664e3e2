package dev.sluice.testkit.scale;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.process.FreePort;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** How the nodes of one measurement are configured: as they are by default, each with both roles. */
final class ScaleNodes {

    static final String API_KEY = "scale-key";

    private static final int PARTITIONS = 12;

    private final ScaleOptions options;
    private final URI endpoint;
    private final List<Integer> ports = new ArrayList<>();

    ScaleNodes(ScaleOptions options, URI endpoint, int count) throws IOException {
        this.options = options;
        this.endpoint = endpoint;
        for (int i = 0; i < count; i++) {
            ports.add(FreePort.onLoopback());
        }
    }

    String name(int node) {
        return "node-" + (node + 1);
    }

    String json(int node) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("ingest").put("port", 0);
        json.set("journal", journal());
        ObjectNode destination = json.putArray("destinations").addObject();
        destination.put("id", "amplitude").put("plugin", "amplitude");
        destination.putObject("settings").put("apiKey", API_KEY).put("endpoint", endpoint.toString());
        json.putObject("management").put("port", 0);
        ObjectNode cluster = json.putObject("cluster")
                .put("enabled", true)
                .put("nodeId", name(node))
                .put("port", ports.get(node));
        ArrayNode members = cluster.putArray("members");
        ports.forEach(port -> members.add("127.0.0.1:" + port));
        return json.toPrettyString();
    }

    private ObjectNode journal() {
        ObjectNode journal = JsonNodeFactory.instance.objectNode();
        return options.brokers()
                .map(brokers -> journal.put("type", "kafka")
                        .put("bootstrapServers", brokers)
                        .put("topic", "scale-" + ports.size() + "-" + ports.get(0))
                        .put("partitions", PARTITIONS)
                        .put("replication", 1))
                .orElseGet(() -> journal.put("path", "sluice.db"));
    }
}
