package dev.sluice.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.management.ManagementFixture.Reply;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets past the door of management, over real HTTP. */
class RequestGuardTest {

    private static final String TOKEN = "\"token\":\"hush-hush-token\"";
    private static final String BEARER = "Authorization: Bearer hush-hush-token";
    private static final String OWN = "Host: localhost";
    private static final String JSON = "Content-Type: application/json";

    /** What a request that got past the guard and changes something is answered as long as nothing here can be changed. */
    private static final int PASSED = 404;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST:9090", "127.0.0.1", "127.0.0.1:9090", "[::1]:9090", "localhost:31337"})
    void onLoopbackItsOwnNamesAreServed(String host) throws IOException {
        try (ManagementFixture management = new ManagementFixture(folder, "")) {
            assertThat(management.ask("GET", "/health/live", "Host: " + host).status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "localhost.evil.example:9090", "127.0.0.1.evil.example", "192.168.0.1", "@"})
    void onLoopbackANameThatAStrangerPointsHereIsNot(String host) throws IOException {
        try (ManagementFixture management = new ManagementFixture(folder, "")) {
            for (String path : new String[] {"/health/live", "/metrics", "/"}) {
                assertThat(management.ask("GET", path, "Host: " + host).status())
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void theConfiguredNameIsItsOwnToo() throws IOException {
        try (ManagementFixture management = new ManagementFixture(folder, "\"host\":\"127.0.0.2\"")) {
            Reply reply = ManagementFixture.read(connectTo("127.0.0.2", management.server.port(), "127.0.0.2"));

            assertThat(reply.status()).isEqualTo(200);
        }
    }

    private static Socket connectTo(String address, int port, String host) throws IOException {
        Socket socket = new Socket(address, port);
        socket.getOutputStream()
                .write(("GET /health/live HTTP/1.1\r\nHost: " + host + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void beyondLoopbackAnyNameIsServedSinceTheTokenGuards() throws IOException {
        try (ManagementFixture management = new ManagementFixture(folder, "\"host\":\"0.0.0.0\"," + TOKEN)) {
            assertThat(management
                            .ask("GET", "/metrics", "Host: sluice.example", BEARER)
                            .status())
                    .isEqualTo(200);
            assertThat(management.ask("GET", "/metrics", "Host: sluice.example").status())
                    .isEqualTo(401);
        }
    }

    @Test
    void everythingButHealthAsksForTheToken() throws IOException {
        try (ManagementFixture management = new ManagementFixture(folder, TOKEN)) {
            for (String path : new String[] {"/metrics", "/", "/api/v1/status", "/health/", "//health/live"}) {
                Reply refused = management.ask("GET", path, OWN);
                assertThat(refused.status()).as(path).isEqualTo(401);
                assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
                assertThat(refused.text()).doesNotContain("hush-hush-token");
            }
            assertThat(management.ask("GET", "/health/ready", OWN).status()).isEqualTo(200);
            assertThat(management.ask("GET", "/metrics", OWN, BEARER).status()).isEqualTo(200);
            assertThat(management.ask("GET", "/metrics", OWN, BEARER + "x").status())
                    .isEqualTo(401);
            assertThat(management
                            .ask("POST", "/api/v1/map", OWN, JSON, "Content-Length: 0")
                            .status())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void whatChangesSomethingHasToBeJson(String method) throws IOException {
        try (ManagementFixture management = new ManagementFixture(folder, "")) {
            String empty = "Content-Length: 0";
            for (String type :
                    new String[] {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"}) {
                assertThat(management
                                .ask(method, "/api/v1/map", OWN, empty, "Content-Type: " + type)
                                .status())
                        .isEqualTo(415);
            }
            assertThat(management.ask(method, "/api/v1/map", OWN, empty).status())
                    .isEqualTo(415);
            assertThat(management.ask(method, "/api/v1/map", OWN, empty, JSON).status())
                    .isEqualTo(PASSED);
            assertThat(management
                            .ask(method, "/api/v1/map", OWN, empty, JSON + "; charset=utf-8")
                            .status())
                    .isEqualTo(PASSED);
        }
    }

    @Test
    void whatChangesSomethingMayNotComeFromThePageOfAnother() throws IOException {
        try (ManagementFixture management = new ManagementFixture(folder, TOKEN)) {
            String[] foreign = {
                "http://evil.example",
                "null",
                "http://localhost:3000",
                "http://localhost",
                "http://localhost:9090.evil.example",
                "file://localhost:9090"
            };
            for (String origin : foreign) {
                assertThat(post(management, "Host: localhost:9090", "Origin: " + origin)
                                .status())
                        .as(origin)
                        .isEqualTo(403);
            }
            assertThat(post(management, "Host: localhost:9090", "Origin: http://localhost:9090")
                            .status())
                    .isEqualTo(PASSED);
            assertThat(post(management, "Host: localhost:9090", "Origin: https://LOCALHOST:9090")
                            .status())
                    .isEqualTo(PASSED);
            assertThat(post(management, "Host: localhost:9090").status()).isEqualTo(PASSED);
        }
    }

    private static Reply post(ManagementFixture management, String... headers) throws IOException {
        return management.send("POST /api/v1/destinations/nobody/pause HTTP/1.1\r\n" + String.join("\r\n", headers)
                + "\r\n" + BEARER + "\r\n" + JSON + "\r\nContent-Length: 2\r\n\r\n{}");
    }

    @Test
    void everyAnswerTellsBrowsersToTakeNoLiberties() throws IOException {
        try (ManagementFixture management = new ManagementFixture(folder, TOKEN)) {
            Reply[] replies = {
                management.ask("GET", "/health/live", OWN),
                management.ask("GET", "/metrics", OWN, BEARER),
                management.ask("GET", "/metrics", OWN),
                management.ask("GET", "/nowhere", OWN, BEARER),
                management.ask("GET", "/", "Host: evil.example"),
                post(management, OWN)
            };
            for (Reply reply : replies) {
                assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
                assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
                assertThat(reply.header("Content-Security-Policy"))
                        .startsWith("default-src 'none';")
                        .contains("frame-ancestors 'none'")
                        .doesNotContain("unsafe");
            }
        }
    }
}
