package dev.sluice.cli;

import static dev.sluice.testkit.customerio.WebhookBuilder.aWebhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.sluice.config.ConfigLoader;
import dev.sluice.config.Environment;
import dev.sluice.config.LoadedConfig;
import dev.sluice.plugin.PluginRegistry;
import dev.sluice.testkit.amplitude.AmplitudeSandbox;
import dev.sluice.testkit.amplitude.SandboxOptions;
import dev.sluice.testkit.customerio.WebhookSignature;
import dev.sluice.testkit.process.SluiceProcess;
import dev.sluice.testkit.tls.SelfSigned;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A relay with every kind of secret runs into every kind of trouble, and tells none of them. */
class HiddenSecretsTest {

    private static final String API_KEY = "5ecre7-api-key-of-the-wrong-region";
    private static final String SIGNING_KEY = "5ecre7-signing-key";
    private static final String OLD_SIGNING_KEY = "5ecre7-signing-key-of-yesterday";
    private static final String TOKEN = "5ecre7-management-token";
    private static final String SALT = "5ecre7-salt";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    private final SelfSigned certificate = SelfSigned.named("localhost");

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    /** Everything that is said at any level; of the libraries, what an operator may turn on. */
    @BeforeEach
    void listen() {
        LoggerContext context = root().getLoggerContext();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%level %logger: %msg%n%ex");
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(log);
        appender.start();
        root().addAppender(appender);
        logger("dev.sluice").setLevel(Level.TRACE);
        logger("io.vertx").setLevel(Level.TRACE);
    }

    @AfterEach
    void stop() throws Exception {
        root().detachAppender(appender);
        logger("dev.sluice").setLevel(null);
        logger("io.vertx").setLevel(null);
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private List<String> secrets() {
        List<String> secrets = new ArrayList<>(List.of("5ecre7"));
        // A line of the key's own text; the first ones of two keys are alike.
        certificate
                .keyPem()
                .lines()
                .filter(line -> !line.startsWith("-"))
                .skip(1)
                .forEach(secrets::add);
        return secrets;
    }

    private String config(URI amplitude) throws IOException {
        Files.writeString(folder.resolve("cert.pem"), certificate.certificatePem());
        Files.writeString(folder.resolve("key.pem"), certificate.keyPem());
        return """
                {"ingest":{"port":0,"customerio":{"signingKeys":["${env:SIGNING_KEY}","%1$s"]},
                   "tls":{"certificate":"%2$s/cert.pem","key":"%2$s/key.pem"}},
                 "journal":{"path":"%2$s/sluice.db"},
                 "destinations":[{"id":"amplitude","plugin":"amplitude",
                   "settings":{"apiKey":"${env:API_KEY}","endpoint":"%3$s"},"batch":{"lingerMillis":10},
                   "mapping":{"event_properties.recipient":{"from":"/data/recipient","hash":{"salt":"${env:SALT}"}}}}],
                 "management":{"port":0,"token":"${env:TOKEN}","tls":{"certificate":"%2$s/cert.pem","key":"%2$s/key.pem"}},
                 "shutdown":{"graceSeconds":1}}
                """.formatted(OLD_SIGNING_KEY, folder, amplitude);
    }

    private static Environment environment() {
        return new Environment(
                Map.of("API_KEY", API_KEY, "SIGNING_KEY", SIGNING_KEY, "TOKEN", TOKEN, "SALT", SALT), Map.of());
    }

    private String ask(HttpRequest.Builder request) throws Exception {
        return HttpClient.newBuilder()
                .sslContext(certificate.trust())
                .build()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private String get(String uri, String token) throws Exception {
        return ask(HttpRequest.newBuilder(URI.create(uri)).header("Authorization", "Bearer " + token));
    }

    private String post(Node node, String signingKey) throws Exception {
        byte[] webhook = aWebhook().json().getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("https://localhost:" + node.ingestPort() + "/webhooks/customerio"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(webhook));
        new WebhookSignature(signingKey)
                .headers(webhook, Instant.now().getEpochSecond())
                .forEach(request::header);
        return ask(request);
    }

    private String everyFileOfTheJournal() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Stream<Path> files = Files.list(folder).sorted()) {
            files.filter(file -> file.getFileName().toString().startsWith("sluice.db"))
                    .forEach(file -> {
                        try {
                            all.write(Files.readAllBytes(file));
                        } catch (IOException unreadable) {
                            throw new UncheckedIOException(unreadable);
                        }
                    });
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aDestinationThatQuotesTheKeyItRefusesGivesItToNobody() throws Exception {
        AmplitudeSandbox sandbox = new AmplitudeSandbox(vertx, SandboxOptions.forApiKey("another key"));
        await(sandbox.start());
        PluginRegistry plugins = PluginRegistry.load(HiddenSecretsTest.class.getClassLoader());
        LoadedConfig loaded =
                new ConfigLoader(plugins.byName(), environment()).loadText("test", config(sandbox.batchUri()));
        Map<String, String> said = new TreeMap<>();
        said.put("configuration", loaded.toString() + loaded.warnings());
        try (Node node = Node.start(loaded, plugins, Node.Start.FRESH)) {
            String management = "https://localhost:" + node.managementPort();
            said.put("stored", post(node, SIGNING_KEY));
            said.put("refused", post(node, "not the key"));
            Awaitility.await()
                    .atMost(SluiceProcess.LIMIT)
                    .until(() -> get(management + "/health/ready", TOKEN).contains("misconfigured"));
            said.put("health", get(management + "/health/ready", TOKEN));
            said.put("metrics", get(management + "/metrics", TOKEN));
            said.put("without token", get(management + "/metrics", "wrong"));
            said.put("nowhere", get(management + "/nowhere", TOKEN));
        }
        said.put("log", log.toString(StandardCharsets.UTF_8));
        said.put("journal", everyFileOfTheJournal());

        assertThat(said.get("stored")).isEqualTo("{\"accepted\":1}");
        assertThat(said.get("health")).contains("Invalid API key");
        assertThat(said.get("metrics")).contains("sluice_ingest_requests_total");
        assertThat(said.get("log")).contains("paused, nothing is lost", "Invalid API key");
        assertThat(said.get("journal")).startsWith("SQLite format");
        assertThat(said).allSatisfy((where, text) -> assertThat(secrets()).noneMatch(text::contains));
    }

    @Test
    void errorsOfAConfigurationShowNone() throws IOException {
        PluginRegistry plugins = PluginRegistry.load(HiddenSecretsTest.class.getClassLoader());
        String wrong = config(URI.create("http://user:5ecre7@localhost/"))
                .replace("\"port\":0", "\"port\":\"${env:TOKEN}\"")
                .replace("cert.pem", "key.pem");

        Throwable failure =
                catchThrowable(() -> new ConfigLoader(plugins.byName(), environment()).loadText("test", wrong));

        assertThat(failure.getMessage())
                .contains("/ingest/port", "/management/port", "/ingest/tls/certificate", "/settings/endpoint");
        assertThat(secrets()).noneMatch(failure.getMessage()::contains);
    }
}
