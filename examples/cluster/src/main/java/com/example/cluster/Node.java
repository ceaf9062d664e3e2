package com.example.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One node of the cluster. All read the same file; what is a node's own comes from its environment.
 *
 * @param id its name
 * @param number from 1; its ports end with it
 */
record Node(String id, int number) {

    static final List<Node> ALL = List.of(new Node("a", 1), new Node("b", 2), new Node("c", 3));

    int ingestPort() {
        return 8080 + number;
    }

    int managementPort() {
        return 9080 + number;
    }

    /** Where nodes find each other. */
    int clusterPort() {
        return 5700 + number;
    }

    URI webhooks() {
        return URI.create("http://127.0.0.1:" + ingestPort() + "/webhooks/customerio");
    }

    URI readiness() {
        return URI.create("http://127.0.0.1:" + managementPort() + "/health/ready");
    }

    Child start(Path jar, Path config, Path folder) throws IOException {
        return Child.java(
                "node-" + id,
                folder,
                Map.of(
                        "SLUICE_CLUSTER_NODE_ID", id,
                        "SLUICE_CLUSTER_PORT", Integer.toString(clusterPort()),
                        "SLUICE_INGEST_PORT", Integer.toString(ingestPort()),
                        "SLUICE_MANAGEMENT_PORT", Integer.toString(managementPort()),
                        // There is one broker.
                        "SLUICE_JOURNAL_REPLICATION", "1"),
                List.of("-Xmx256m", "-jar", jar.toString(), "run", "-c", config.toString()));
    }
}
