package dev.sluice.ingest;

import static dev.sluice.ingest.IngestFixture.EVENT;
import static dev.sluice.ingest.IngestFixture.PATH;
import static dev.sluice.journal.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.config.DataSize;
import dev.sluice.journal.Journal;
import dev.sluice.journal.sqlite.SqliteJournal;
import dev.sluice.testkit.tls.SelfSigned;
import dev.sluice.tls.CertificateFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Senders that hold connections, or drip, or send heads that never end. */
class ConnectionBoundsTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Journal journal;

    @BeforeEach
    void openJournal() {
        journal = SqliteJournal.open(folder.resolve("sluice.db"), DataSize.mebibytes(64), List.of("a"));
    }

    @AfterEach
    void closeJournal() {
        await(journal.close());
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String line(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }

    /** Waits until the other side has closed. */
    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void aSenderThatDripsItsHeadersIsCutOff() throws IOException {
        try (IngestFixture ingest = IngestFixture.holding(journal, 16, Duration.ofMillis(300));
                Socket socket = ingest.connect()) {
            write(socket, "POST " + PATH + " HTTP/1.1\r\n");
            long start = System.nanoTime();
            socket.setSoTimeout(20);
            boolean open = true;
            for (int drop = 0; open && System.nanoTime() - start < LONG.toNanos(); drop++) {
                try {
                    write(socket, "X-" + drop + ": y\r\n");
                    open = socket.getInputStream().read() >= 0;
                } catch (java.net.SocketTimeoutException notYet) {
                    open = true;
                } catch (SocketException cutOff) {
                    open = false;
                }
            }
            assertThat(open).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(150));
            assertThat(ingest.ingest.connections().count()).isZero();
            assertThat(ingest.post(EVENT).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aSenderThatSaysNothingAtAllIsCutOff() throws IOException {
        try (IngestFixture ingest = IngestFixture.holding(journal, 16, Duration.ofMillis(200));
                Socket socket = ingest.connect()) {
            assertThat(isClosed(socket)).isTrue();
        }
    }

    @Test
    void aConnectionThatHasBeenAnsweredMayPauseLonger() throws IOException {
        try (IngestFixture ingest = IngestFixture.holding(journal, 16, Duration.ofMillis(200));
                Socket kept = ingest.connect();
                Socket silent = ingest.connect()) {
            String request =
                    "POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                            + EVENT.length() + "\r\n\r\n" + EVENT;
            write(kept, request);
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(kept.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(answers.readLine()).contains("200");
            assertThat(isClosed(silent)).isTrue();
            write(kept, request);
            assertThat(answers.lines().filter(line -> line.contains("HTTP/1.1")).findFirst())
                    .hasValueSatisfying(line -> assertThat(line).contains("200"));
        }
    }

    @Test
    void whereAllPlacesAreTakenTheLongestWaitingMakesRoom() throws IOException {
        try (IngestFixture ingest = IngestFixture.holding(journal, 16, LONG)) {
            List<Socket> hoarded = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                hoarded.add(ingest.connect());
            }
            assertThat(isClosed(hoarded.get(0))).isTrue();
            assertThat(ingest.post(EVENT).statusCode()).isEqualTo(200);
            await().atMost(LONG).until(() -> ingest.ingest.connections().count() <= 16);
            for (Socket socket : hoarded) {
                socket.close();
            }
        }
    }

    @Test
    void whoHoardsConnectionsDoesNotPushOutASenderThatPauses() throws IOException {
        try (IngestFixture ingest = IngestFixture.holding(journal, 16, LONG);
                Socket sender = ingest.connect()) {
            String request =
                    "POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                            + EVENT.length() + "\r\n\r\n" + EVENT;
            write(sender, request);
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(sender.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(answers.readLine()).contains("200");
            List<Socket> hoarded = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                hoarded.add(ingest.connect());
            }
            assertThat(isClosed(hoarded.get(0))).isTrue();
            write(sender, request);
            assertThat(answers.lines().filter(line -> line.contains("HTTP/1.1")).findFirst())
                    .hasValueSatisfying(line -> assertThat(line).contains("200"));
            for (Socket socket : hoarded) {
                socket.close();
            }
        }
    }

    @Test
    void headersAndRequestLinesThatAreTooLongAreRefused() throws IOException {
        try (IngestFixture ingest = IngestFixture.unsigned(journal);
                Socket header = ingest.connect();
                Socket path = ingest.connect()) {
            write(header, "POST " + PATH + " HTTP/1.1\r\nHost: x\r\nX-Long: " + "y".repeat(20_000) + "\r\n\r\n");
            assertThat(line(header)).contains("431");
            write(path, "POST /" + "y".repeat(5_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(line(path)).contains("414");
            assertThat(ingest.post(EVENT).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void webhooksAreReceivedOverHttps() throws Exception {
        SelfSigned certificate = SelfSigned.named("localhost");
        try (IngestFixture ingest = IngestFixture.secured(journal, files(certificate), LONG);
                Socket clear = ingest.connect()) {
            URI uri = URI.create("https://localhost:" + ingest.ingest.port() + PATH);
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .sslContext(certificate.trust())
                    .build()
                    .send(
                            HttpRequest.newBuilder(uri)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(EVENT))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).isEqualTo("{\"accepted\":1}");

            write(clear, "POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
            String inTheClear = line(clear);
            assertThat(inTheClear == null || !inTheClear.contains("200")).isTrue();
        }
    }

    private CertificateFiles files(SelfSigned certificate) throws IOException {
        return new CertificateFiles(
                Files.writeString(folder.resolve("cert.pem"), certificate.certificatePem()),
                Files.writeString(folder.resolve("key.pem"), certificate.keyPem()));
    }

    @Test
    void aHandshakeThatNeverEndsIsCutOff() throws IOException {
        try (IngestFixture ingest =
                        IngestFixture.secured(journal, files(SelfSigned.named("localhost")), Duration.ofMillis(200));
                Socket socket = ingest.connect()) {
            socket.getOutputStream().write(new byte[] {22, 3, 1});
            assertThat(isClosed(socket)).isTrue();
        }
    }
}
