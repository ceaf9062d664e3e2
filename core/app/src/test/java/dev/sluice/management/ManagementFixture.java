package dev.sluice.management;

import dev.sluice.config.ConfigLoader;
import dev.sluice.config.Environment;
import dev.sluice.config.LoadedConfig;
import dev.sluice.plugin.PluginRegistry;
import dev.sluice.relay.Relay;
import dev.sluice.server.ConnectionLimits;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Management of a real relay, asked byte by byte, as a browser, a script or a stranger would. */
final class ManagementFixture implements AutoCloseable {

    private static final long LIMIT_SECONDS = 60;

    /** An answer as it came. */
    record Reply(String text) {

        int status() {
            return Integer.parseInt(text.split(" ", 3)[1]);
        }

        /** A header's value; empty where there is none. */
        String header(String name) {
            return text.lines()
                    .takeWhile(line -> !line.isEmpty())
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final Relay relay;
    final ManagementServer server;

    /** @param management the section of the configuration, without the port */
    ManagementFixture(Path folder, String management) {
        this(folder, management, ManagementServer.CONNECTIONS, RequestBody.Limits.STANDARD);
    }

    ManagementFixture(Path folder, String management, ConnectionLimits limits, RequestBody.Limits bodies) {
        PluginRegistry plugins = PluginRegistry.load(ManagementFixture.class.getClassLoader());
        LoadedConfig loaded = new ConfigLoader(plugins.byName(), Environment.EMPTY).loadText("test", """
                        {"ingest":{"port":0},"journal":{"path":"%s"},"management":{"port":0%s},
                         "destinations":[{"id":"amplitude","plugin":"amplitude",
                           "settings":{"apiKey":"k","endpoint":"http://127.0.0.1:1/batch"}}]}
                        """.formatted(
                        folder.resolve("sluice.db"), management.isEmpty() ? "" : "," + management));
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        relay = await(Relay.start(vertx, loaded, plugins, registry, Clock.systemUTC()));
        server = await(ManagementServer.start(vertx, loaded.config().management(), limits, bodies, relay, registry));
    }

    /** Sends a request with these header lines and no others. */
    Reply ask(String method, String path, String... headers) throws IOException {
        return send(method + " " + path + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
    }

    /** Sends these bytes and reads until the answer is whole, or the connection closed. */
    Reply send(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return read(socket);
        }
    }

    static Reply read(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        int end = Integer.MAX_VALUE;
        while (text.length() < end) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                break;
            }
            text.append((char) next);
            if (end == Integer.MAX_VALUE && text.toString().endsWith("\r\n\r\n")) {
                String length = new Reply(text.toString()).header("content-length");
                end = text.length() + (length.isEmpty() ? 0 : Integer.parseInt(length));
            }
        }
        return new Reply(text.toString());
    }

    Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout((int) Duration.ofSeconds(LIMIT_SECONDS).toMillis());
        return socket;
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        await(server.stop());
        await(relay.stop());
        await(vertx.close());
    }
}
