package dev.sluice.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.HazelcastCluster;
import dev.sluice.config.ConfigLoader;
import dev.sluice.config.Environment;
import dev.sluice.config.LoadedConfig;
import dev.sluice.plugin.PluginRegistry;
import dev.sluice.relay.Relay;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A whole node of a cluster in this process, asked over HTTP. */
final class ClusterNode implements AutoCloseable {

    private static final long LIMIT_SECONDS = 120;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final Relay relay;
    private final ManagementServer server;

    /** @param ports of all nodes; the last one is this node's */
    ClusterNode(String id, Path folder, URI endpoint, List<Integer> ports) {
        PluginRegistry plugins = PluginRegistry.load(ClusterNode.class.getClassLoader());
        LoadedConfig loaded = new ConfigLoader(plugins.byName(), Environment.EMPTY).loadText("test", """
                        {"ingest":{"port":0},"journal":{"path":"%s"},"management":{"port":0},
                         "cluster":{"enabled":true,"name":"control","nodeId":"%s","port":%d,"token":"token-token",
                           "members":[%s]},
                         "destinations":[{"id":"amplitude","plugin":"amplitude",
                           "settings":{"apiKey":"key-key-key","endpoint":"%s"},"batch":{"lingerMillis":20}}]}
                        """.formatted(
                folder.resolve(id + ".db"),
                id,
                ports.get(ports.size() - 1),
                String.join(
                        ",",
                        ports.stream().map(port -> "\"127.0.0.1:" + port + "\"").toList()),
                endpoint));
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Cluster cluster = await(HazelcastCluster.join(
                new VertxOptions(), loaded.config().cluster().orElseThrow(), "test"));
        relay = await(Relay.start(cluster, loaded, plugins, registry, Clock.systemUTC()));
        server = await(ManagementServer.start(cluster.vertx(), loaded.config().management(), relay, registry));
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    JsonNode post(String path, String json) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return new ObjectMapper()
                .readTree(HTTP.send(request.build(), BodyHandlers.ofString()).body());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + "/api/v1/" + path);
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        await(server.stop());
        await(relay.stop());
        await(relay.cluster().leave());
    }
}
