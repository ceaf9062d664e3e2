package dev.sluice.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.management.ManagementFixture.Reply;
import dev.sluice.server.ConnectionLimits;
import dev.sluice.testkit.tls.SelfSigned;
import java.io.IOException;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients of management that are slow, many or talk too long; and those that come over TLS. */
class ManagementBoundsTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String POST = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    @TempDir
    private Path folder;

    private ManagementFixture bounded(int connections, Duration headTime, int maxBytes, Duration bodyTime) {
        return new ManagementFixture(
                folder,
                "",
                new ConnectionLimits(connections, headTime, LONG),
                new RequestBody.Limits(maxBytes, bodyTime));
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void aClientThatNeverEndsItsHeadIsCutOff() throws IOException {
        try (ManagementFixture management = bounded(16, Duration.ofMillis(200), 100, LONG);
                Socket socket = management.connect()) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: l".getBytes(StandardCharsets.US_ASCII));
            assertThat(isClosed(socket)).isTrue();
        }
    }

    @Test
    void aBodyThatComesTooSlowlyIsAnswered408() throws IOException {
        try (ManagementFixture management = bounded(16, LONG, 100, Duration.ofMillis(200))) {
            assertThat(management.send(POST + "Content-Length: 50\r\n\r\n{").status())
                    .isEqualTo(408);
        }
    }

    @Test
    void aBodyThatIsTooLongIsAnswered413() throws IOException {
        try (ManagementFixture management = bounded(16, LONG, 100, LONG)) {
            assertThat(management
                            .send(POST + "Content-Length: 101\r\n\r\n" + "x".repeat(101))
                            .status())
                    .isEqualTo(413);
            assertThat(management
                            .send(POST + "Transfer-Encoding: chunked\r\n\r\n65\r\n" + "x".repeat(101))
                            .status())
                    .isEqualTo(413);
            assertThat(management
                            .send(POST + "Content-Length: 100\r\n\r\n" + "x".repeat(100))
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void whoIsRefusedIsAnsweredAndDisconnected() throws IOException {
        try (ManagementFixture management = bounded(16, LONG, 100, LONG);
                Socket socket = management.connect()) {
            socket.getOutputStream()
                    .write("POST / HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 1000000\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(ManagementFixture.read(socket).status()).isEqualTo(403);
            assertThat(isClosed(socket)).isTrue();
        }
    }

    @Test
    void aHeadThatIsTooLongIsAnswered431() throws IOException {
        try (ManagementFixture management = new ManagementFixture(folder, "")) {
            assertThat(management
                            .ask("GET", "/", "Host: localhost", "X-Long: " + "y".repeat(20_000))
                            .status())
                    .isEqualTo(431);
        }
    }

    @Test
    void aClientThatHoardsConnectionsKeepsNobodyOut() throws IOException {
        try (ManagementFixture management = bounded(4, LONG, 100, LONG)) {
            List<Socket> hoarded = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                hoarded.add(management.connect());
            }
            assertThat(management.ask("GET", "/health/live", "Host: localhost").status())
                    .isEqualTo(200);
            for (Socket socket : hoarded) {
                socket.close();
            }
        }
    }

    @Test
    void aClientThatAsksToBeAskedForItsBodyIsAsked() throws IOException {
        try (ManagementFixture management = bounded(16, LONG, 100, LONG);
                Socket socket = management.connect()) {
            socket.getOutputStream()
                    .write((POST + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(ManagementFixture.read(socket).status()).isEqualTo(100);
            socket.getOutputStream().write("{}".getBytes(StandardCharsets.US_ASCII));
            Reply answer = ManagementFixture.read(socket);
            assertThat(answer.status()).isEqualTo(404);
        }
    }

    @Test
    void itSpeaksTlsWhereItHasACertificate() throws Exception {
        SelfSigned certificate = SelfSigned.named("localhost");
        Path file = Files.writeString(folder.resolve("cert.pem"), certificate.certificatePem());
        Path key = Files.writeString(folder.resolve("key.pem"), certificate.keyPem());
        try (ManagementFixture management =
                new ManagementFixture(folder, "\"tls\":{\"certificate\":\"" + file + "\",\"key\":\"" + key + "\"}")) {
            URI uri = URI.create("https://localhost:" + management.server.port() + "/health/live");

            HttpResponse<String> answer = HttpClient.newBuilder()
                    .sslContext(certificate.trust())
                    .build()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.body()).isEqualTo("{\"status\":\"live\"}");
        }
    }
}
