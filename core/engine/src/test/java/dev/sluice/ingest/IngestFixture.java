package dev.sluice.ingest;

import static dev.sluice.journal.Waiting.await;

import dev.sluice.config.CustomerIoConfig;
import dev.sluice.config.DataSize;
import dev.sluice.config.IngestConfig;
import dev.sluice.config.Secret;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalVerticle;
import dev.sluice.lane.MessageCodecs;
import dev.sluice.tls.CertificateFiles;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Ingest over a journal, with a client. */
final class IngestFixture implements AutoCloseable {

    static final String KEY = "the-signing-key";
    static final String PATH = "/webhooks/customerio";
    static final String EVENT = "{\"event_id\":\"e1\",\"metric\":\"sent\"}";

    final Vertx vertx = Vertx.vertx();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Ingest ingest;
    private final HttpClient client = HttpClient.newHttpClient();

    private IngestFixture(Journal journal, IngestConfig config) {
        MessageCodecs.register(vertx.eventBus());
        await(vertx.deployVerticle(new JournalVerticle(journal::append, meters)));
        ingest = new Ingest(vertx, config, meters, Clock.systemUTC());
        await(ingest.start(2));
    }

    /** Without a key, so that any request passes the signature. */
    static IngestFixture unsigned(Journal journal) {
        return new IngestFixture(journal, config(List.of(), DataSize.mebibytes(5), Duration.ofSeconds(30)));
    }

    static IngestFixture signed(Journal journal) {
        return new IngestFixture(
                journal, config(List.of(new Secret(KEY)), DataSize.mebibytes(5), Duration.ofSeconds(30)));
    }

    static IngestFixture bounded(Journal journal, DataSize maxBody, Duration bodyTimeout) {
        return new IngestFixture(journal, config(List.of(), maxBody, bodyTimeout));
    }

    static IngestFixture holding(Journal journal, int maxConnections, Duration headerTimeout) {
        return new IngestFixture(
                journal,
                config(
                        List.of(),
                        DataSize.mebibytes(5),
                        Duration.ofSeconds(30),
                        maxConnections,
                        headerTimeout,
                        Optional.empty()));
    }

    static IngestFixture secured(Journal journal, CertificateFiles tls, Duration headerTimeout) {
        return new IngestFixture(
                journal,
                config(
                        List.of(),
                        DataSize.mebibytes(5),
                        Duration.ofSeconds(30),
                        1024,
                        headerTimeout,
                        Optional.of(tls)));
    }

    private static IngestConfig config(List<Secret> keys, DataSize maxBody, Duration bodyTimeout) {
        return config(keys, maxBody, bodyTimeout, 1024, Duration.ofSeconds(10), Optional.empty());
    }

    private static IngestConfig config(
            List<Secret> keys,
            DataSize maxBody,
            Duration bodyTimeout,
            int maxConnections,
            Duration headerTimeout,
            Optional<CertificateFiles> tls) {
        return new IngestConfig(
                "127.0.0.1",
                0,
                false,
                maxBody,
                DataSize.mebibytes(64),
                bodyTimeout,
                maxConnections,
                headerTimeout,
                0,
                tls,
                new CustomerIoConfig(PATH, keys, CustomerIoConfig.DEFAULT_TIMESTAMP_TOLERANCE));
    }

    HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ingest.port() + PATH))
                .header("Content-Type", "application/json");
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    HttpResponse<String> post(String body) {
        return send(request().POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    HttpResponse<String> post(byte[] body, String contentType) {
        return send(request()
                .setHeader("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    HttpResponse<String> postSigned(String body, String timestamp, String signature) {
        return send(request()
                .header("X-CIO-Timestamp", timestamp)
                .header("X-CIO-Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    static String sign(String timestamp, String body) {
        byte[] message = ("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(SignatureCheck.mac(new Secret(KEY)).doFinal(message));
    }

    /** A connection to write to byte by byte. */
    Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", ingest.port());
        socket.setSoTimeout(60_000);
        return socket;
    }

    double counted(String outcome) {
        var counter =
                meters.find("sluice.ingest.requests").tag("outcome", outcome).counter();
        return counter == null ? 0 : counter.count();
    }

    @Override
    public void close() {
        await(ingest.stop());
        await(vertx.close());
    }
}
