package dev.sluice.jar;

import static dev.sluice.testkit.customerio.WebhookBuilder.aWebhook;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.customerio.WebhookSender;
import dev.sluice.testkit.process.SluiceProcess;
import dev.sluice.testkit.stranger.Courier;
import dev.sluice.testkit.stranger.CourierInbox;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stranger's jar, dropped beside the real one, and replaced while it runs. */
class PluginIT {

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final CourierInbox inbox = new CourierInbox(vertx);
    private final Set<String> sent = new TreeSet<>();
    private Path jar;
    private Path plugins;

    @BeforeEach
    void install() throws Exception {
        await(inbox.start());
        Path installed = Files.createDirectory(folder.resolve("opt"));
        jar = Files.copy(Path.of(System.getProperty("sluice.jar")), installed.resolve("sluice.jar"));
        plugins = Files.createDirectory(installed.resolve("plugins"));
        configure("");
    }

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    private void configure(String more) throws IOException {
        Files.writeString(folder.resolve("sluice.json"), """
                {"ingest":{"port":0},"journal":{"path":"data/sluice.db"},"management":{"port":0},
                 "destinations":[{"id":"courier","plugin":"courier","settings":{"endpoint":"%s"},
                   "batch":{"lingerMillis":5}%s}]}
                """.formatted(inbox.uri(), more));
    }

    private SluiceProcess run() throws IOException {
        return SluiceProcess.start(
                jar, folder, List.of("-Djava.io.tmpdir=" + folder), List.of("run", "-c", "sluice.json"));
    }

    private void post(SluiceProcess sluice, int count) throws InterruptedException {
        WebhookSender sender = new WebhookSender(vertx, sluice.webhooks(), Optional.empty());
        for (int i = 0; i < count; i++) {
            String id = "e" + sent.size();
            assertThat(await(sender.send(aWebhook().withEventId(id).bytes())).status())
                    .isEqualTo(200);
            sent.add(id);
        }
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(SluiceProcess.LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private static HttpResponse<String> ready(SluiceProcess sluice) throws IOException, InterruptedException {
        return get(sluice, "/health/ready");
    }

    private static HttpResponse<String> get(SluiceProcess sluice, String path)
            throws IOException, InterruptedException {
        URI uri = sluice.management().resolve(path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aJarIsFoundBesideTheOneThatRunsAndReplacedWhileEventsFlow() throws Exception {
        Courier.version("1").jar().write(plugins.resolve("courier.jar"));
        Files.writeString(plugins.resolve("broken.jar"), "no jar");
        try (SluiceProcess sluice = run()) {
            post(sluice, 50);
            sluice.awaitTrue("all events arrive", () -> inbox.ids().containsAll(sent));
            assertThat(inbox.versions()).containsExactly("1");
            assertThat(sluice.output()).contains("The plugin jar broken.jar is not used: it can't be read as a jar");

            Courier.version("2").jar().write(plugins.resolve("courier.jar"));
            // Nobody asks: it is seen by itself.
            sluice.awaitTrue("the new version delivers", () -> {
                post(sluice, 10);
                return inbox.versions().contains("2");
            });
            post(sluice, 50);
            sluice.awaitTrue("all events arrive", () -> inbox.ids().containsAll(sent));
            assertThat(sluice.output())
                    .contains("changed while running: destinations added [], removed [], changed [courier]");

            assertThat(sluice.terminate()).isZero();
            assertThat(sluice.output()).doesNotContain("Exception");
        }
        assertThat(inbox.arrivals()).as("none is doubled").hasSize(sent.size());
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left)
                    .as("no copy of a jar is left")
                    .noneMatch(file -> file.toString().contains("sluice-plugin"));
        }
    }

    @Test
    void aHangupHasAChangeTakenAtOnceAndARefusalIsToldInHealth() throws Exception {
        Courier.version("1").jar().write(plugins.resolve("courier.jar"));
        try (SluiceProcess sluice = run()) {
            post(sluice, 1);
            configure(",\"filter\":{\"when\":\"metric ==\"}");
            sluice.hangUp();
            sluice.awaitTrue(
                    "the configuration is refused",
                    () -> ready(sluice).body().contains("\"configuration\":{\"status\":\"not in use\""));
            assertThat(ready(sluice).statusCode()).isEqualTo(200);
            assertThat(get(sluice, "/api/v1/status").body())
                    .contains("\"ready\":true", "\"configuration\":{\"status\":\"not in use\"");
            assertThat(sluice.output())
                    .contains("Not applied, the relay goes on as it is: sluice.json: /destinations/0/filter/when");

            configure(",\"filter\":{\"when\":\"metric != 'drafted'\"}");
            sluice.hangUp();
            sluice.awaitTrue(
                    "the configuration is in use",
                    () -> ready(sluice).body().contains("\"configuration\":{\"status\":\"in use\"}"));
            post(sluice, 10);
            sluice.awaitTrue("all events arrive", () -> inbox.ids().containsAll(sent));
            assertThat(sluice.terminate()).isZero();
        }
    }

    @Test
    void aStartWithoutTheJarNamesTheFolderBesideTheOneThatRuns() throws Exception {
        Files.writeString(plugins.resolve("courier.jar"), "no jar");
        try (SluiceProcess sluice = run()) {
            assertThat(sluice.exit()).isEqualTo(2);
            assertThat(sluice.output())
                    .contains("/destinations/0/plugin: \"courier\" is no plugin")
                    .contains("no jar in " + plugins
                            + " brings it, but there can't be used courier.jar: it can't be read");
        }
    }
}
