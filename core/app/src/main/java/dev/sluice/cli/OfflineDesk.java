package dev.sluice.cli;

import dev.sluice.config.DestinationConfig;
import dev.sluice.config.LoadedConfig;
import dev.sluice.journal.Journal;
import dev.sluice.management.ManagementApi;
import dev.sluice.plugin.PluginRegistry;
import dev.sluice.relay.JournalStore;
import dev.sluice.spi.Destination;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;

/**
 * The management API over a journal that no relay has, or that any number of processes may have: for one command, on a free port of
 * loopback, at a path that nobody else can guess.
 */
final class OfflineDesk implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final Vertx vertx;
    private final Journal journal;
    private final HttpServer server;
    private final String secret;

    private OfflineDesk(Vertx vertx, Journal journal, HttpServer server, String secret) {
        this.vertx = vertx;
        this.journal = journal;
        this.server = server;
        this.secret = secret;
    }

    /**
     * Opens the journal.
     *
     * @throws dev.sluice.journal.JournalInUseException where a relay has it for itself
     */
    static OfflineDesk open(LoadedConfig loaded, PluginRegistry plugins) throws IOException {
        Map<String, Destination> destinations = new LinkedHashMap<>();
        for (DestinationConfig each : loaded.config().destinations()) {
            destinations.put(
                    each.id(), plugins.find(each.plugin()).orElseThrow().configure(each.settings()));
        }
        Journal journal = JournalStore.openExisting(loaded.config().journal(), List.copyOf(destinations.keySet()));
        Vertx vertx = Vertx.vertx();
        String secret = UUID.randomUUID().toString();
        Router router = Router.router(vertx);
        router.route("/" + secret + "/*")
                .subRouter(ManagementApi.router(vertx, journal, destinations, Clock.systemUTC()));
        HttpServer server = vertx.createHttpServer().requestHandler(router);
        await(server.listen(0, HOST));
        return new OfflineDesk(vertx, journal, server, secret);
    }

    URI uri() {
        return URI.create("http://" + HOST + ":" + server.actualPort() + "/" + secret + "/");
    }

    @Override
    public void close() throws IOException {
        await(server.close());
        await(journal.close());
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws IOException {
        try {
            return future.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException failure) {
            throw new IOException(
                    "the journal could not be used: " + failure.getCause().getMessage(), failure);
        }
    }
}
