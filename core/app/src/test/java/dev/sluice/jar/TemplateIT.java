package dev.sluice.jar;

import static dev.sluice.testkit.customerio.WebhookBuilder.aWebhook;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.customerio.WebhookSender;
import dev.sluice.testkit.process.SluiceProcess;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stranger's plugin, from its sources to its first events: {@code examples/plugin-template}. */
class TemplateIT {

    private static final String TOKEN = "a-collectors-token";
    private static final int EVENTS = 30;

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void itsBuildKnowsTwoArtifactsAndItsJarDeliversEvents() throws Exception {
        StrangersBuild stranger = new StrangersBuild();
        stranger.publish();
        Path built = stranger.build(Path.of("../../examples/plugin-template"));
        Path plugins = Files.createDirectory(folder.resolve("jars"));
        Files.copy(built.resolve("sluice-ndjson-1.0.0.jar"), plugins.resolve("sluice-ndjson-1.0.0.jar"));
        HttpServer collector = collector();
        Files.writeString(folder.resolve("sluice.json"), """
                {"ingest":{"port":0},"journal":{"path":"data/sluice.db"},"management":{"port":0},
                 "plugins":{"directory":"jars"},
                 "destinations":[{"id":"collector","plugin":"ndjson","batch":{"lingerMillis":5},
                   "settings":{"endpoint":"http://127.0.0.1:%d/events","token":"%s"}}]}
                """.formatted(collector.actualPort(), TOKEN));

        assertThat(told("plugins", "describe", "ndjson", "-c", "sluice.json"))
                .contains("Any HTTP collector of newline-delimited JSON")
                .contains("data.identifiers.id");
        try (SluiceProcess sluice = start("run", "-c", "sluice.json")) {
            WebhookSender sender = new WebhookSender(vertx, sluice.webhooks(), Optional.empty());
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < EVENTS; i++) {
                sent.add("e" + i);
                assertThat(await(sender.send(aWebhook().withEventId("e" + i).bytes()))
                                .status())
                        .isEqualTo(200);
            }
            List<String> ids = new ArrayList<>();
            while (ids.size() < EVENTS) {
                String id = arrived.poll(SluiceProcess.LIMIT.toSeconds(), TimeUnit.SECONDS);
                assertThat(id).as(sluice.output()).isNotNull();
                ids.add(id);
            }
            assertThat(ids).containsExactlyInAnyOrderElementsOf(sent);
            assertThat(sluice.terminate()).isZero();
            assertThat(sluice.output()).doesNotContain(TOKEN);
        }
    }

    private HttpServer collector() throws Exception {
        return await(vertx.createHttpServer(new HttpServerOptions().setDecompressionSupported(true))
                .requestHandler(this::collect)
                .listen(0, "127.0.0.1"));
    }

    private void collect(HttpServerRequest request) {
        boolean known = ("Bearer " + TOKEN).equals(request.getHeader("Authorization"));
        request.body().onSuccess(body -> {
            if (known) {
                body.toString().lines().forEach(line -> arrived.add(new JsonObject(line).getString("id")));
            }
            request.response().setStatusCode(known ? 204 : 401).end();
        });
    }

    private String told(String... arguments) throws Exception {
        try (SluiceProcess command = start(arguments)) {
            assertThat(command.exit()).as(command.output()).isZero();
            return command.output();
        }
    }

    private SluiceProcess start(String... arguments) throws Exception {
        return SluiceProcess.start(Path.of(System.getProperty("sluice.jar")), folder, List.of(arguments));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(SluiceProcess.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
}
