package dev.sluice.testkit.kafka;

import dev.sluice.testkit.process.FreePort;
import dev.sluice.testkit.process.Place;
import dev.sluice.testkit.tls.SelfSigned;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One KRaft broker, its own controller, on a free port that it keeps over restarts. Whoever uses it has {@code
 * org.apache.kafka:kafka_2.13} on the class path, with which it runs. For one thread; what waits gives up after {@link #LIMIT}.
 */
public final class KafkaBroker implements AutoCloseable {

    /** Far longer than any step takes, even on a busy machine. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Any will do; a folder is formatted for one cluster. */
    private static final String CLUSTER = "c2x1aWNlLXRlc3QtMDAwMQ";

    private static final String STARTED = "Kafka Server started";

    private static final String USER = "sluice";
    private static final String PASSWORD = "broker-secret";

    private final Path folder;
    private final Place place;
    private final int port;
    private final int securePort;
    private Process process;

    private KafkaBroker(Path folder, Place place, int port, int securePort) {
        this.folder = folder;
        this.place = place;
        this.port = port;
        this.securePort = securePort;
    }

    /**
     * Formats a folder and starts a broker on it, on loopback.
     *
     * @param folder empty; log, data and configuration are put there
     * @return when it takes requests
     */
    public static KafkaBroker start(Path folder) throws IOException, InterruptedException {
        return start(folder, Place.LOOPBACK);
    }

    /** The same at a place of its own on the network. */
    public static KafkaBroker start(Path folder, Place place) throws IOException, InterruptedException {
        KafkaBroker broker = new KafkaBroker(folder, place, FreePort.onLoopback(), FreePort.onLoopback());
        SelfSigned certificate = SelfSigned.named("broker");
        Files.writeString(broker.certificate(), certificate.certificatePem());
        Files.writeString(broker.keyAndCertificate(), certificate.keyPem() + certificate.certificatePem());
        Files.writeString(broker.settings(), broker.configuration(FreePort.onLoopback()));
        Files.writeString(broker.logging(), """
                <configuration>
                  <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%n</pattern></encoder>
                  </appender>
                  <logger name="kafka.server.KafkaRaftServer" level="INFO"/>
                  <root level="WARN"><appender-ref ref="OUT"/></root>
                </configuration>
                """);
        broker.format();
        broker.start();
        return broker;
    }

    /** Where clients reach it. */
    public String bootstrapServers() {
        return place.inside() + ":" + port;
    }

    /** Where clients reach it over TLS, with a password. */
    public String securedServers() {
        return place.inside() + ":" + securePort;
    }

    /** What a client has to set to be let in at {@link #securedServers}. */
    public Map<String, String> security() {
        return Map.of(
                "security.protocol", "SASL_SSL",
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", certificate().toString(),
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config", login(" username=\"" + USER + "\" password=\"" + PASSWORD + "\""));
    }

    /** Starts it again after {@link #stop} or {@link #kill}; waits until it takes requests. */
    public void start() throws IOException, InterruptedException {
        process = java("kafka.Kafka", settings().toString());
        CompletableFuture<Void> started = new CompletableFuture<>();
        Thread reader = new Thread(() -> follow(process, started), "output of broker " + process.pid());
        reader.setDaemon(true);
        reader.start();
        try {
            started.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IOException("the broker does not come up; see " + output(), failure);
        }
    }

    /** SIGTERM; waits until it is gone. */
    public void stop() throws InterruptedException {
        process.toHandle().destroy();
        awaitEnd();
    }

    /** SIGKILL; waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Kills it where it still runs; it writes to its folder no more when this returns. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    private void awaitEnd() throws InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the broker does not end; see " + output());
        }
    }

    private void format() throws IOException, InterruptedException {
        Process format = java(
                "kafka.tools.StorageTool",
                "format",
                "-t",
                CLUSTER,
                "-c",
                settings().toString());
        String said = new String(format.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (format.waitFor() != 0) {
            throw new IOException("the broker's folder can't be formatted: " + said);
        }
    }

    private Process java(String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=" + logging(),
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(place.on(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private void follow(Process broker, CompletableFuture<Void> started) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(broker.getInputStream(), StandardCharsets.UTF_8))) {
            StringBuilder said = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
                if (line.contains(STARTED)) {
                    started.complete(null);
                }
            }
            Files.writeString(output(), said);
            started.completeExceptionally(new IOException("it ended"));
        } catch (IOException unreadable) {
            started.completeExceptionally(unreadable);
        }
    }

    private Path settings() {
        return folder.resolve("server.properties");
    }

    private Path logging() {
        return folder.resolve("logback.xml");
    }

    private Path output() {
        return folder.resolve("broker.log");
    }

    private Path certificate() {
        return folder.resolve("certificate.pem");
    }

    private Path keyAndCertificate() {
        return folder.resolve("key-and-certificate.pem");
    }

    private static String login(String options) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required" + options + ";";
    }

    /** One broker holds all, quickly: few partitions of its own topics, and a group that forms waits for nobody. */
    private String configuration(int controllerPort) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@%1$s:%4$d
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT
                listeners=PLAINTEXT://%1$s:%2$d,SASL_SSL://%1$s:%3$d,CONTROLLER://%1$s:%4$d
                advertised.listeners=PLAINTEXT://%1$s:%2$d,SASL_SSL://%1$s:%3$d
                ssl.keystore.type=PEM
                ssl.keystore.location=%5$s
                sasl.enabled.mechanisms=PLAIN
                listener.name.sasl_ssl.plain.sasl.jaas.config=%6$s
                log.dirs=%7$s
                auto.create.topics.enable=false
                offsets.topic.num.partitions=1
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                group.min.session.timeout.ms=1000
                broker.session.timeout.ms=1000
                broker.heartbeat.interval.ms=250
                log.cleaner.dedupe.buffer.size=16777216
                """.formatted(
                        place.inside(),
                        port,
                        securePort,
                        controllerPort,
                        keyAndCertificate(),
                        login(" user_" + USER + "=\"" + PASSWORD + "\""),
                        folder.resolve("data"));
    }
}
