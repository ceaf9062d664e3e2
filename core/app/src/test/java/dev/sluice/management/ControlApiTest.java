package dev.sluice.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.management.ManagementFixture.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking at a running node and telling its lanes what to do, over real HTTP. */
class ControlApiTest {

    private static final String HOST = "Host: localhost";
    private static final String[] JSON_BODY = {HOST, "Content-Type: application/json", "Content-Length: 0"};

    @TempDir
    private Path folder;

    private ManagementFixture management;

    @BeforeEach
    void start() {
        management = new ManagementFixture(folder, "");
    }

    @AfterEach
    void stop() {
        management.close();
    }

    private static JsonNode json(Reply reply) throws IOException {
        return new ObjectMapper().readTree(reply.text().split("\r\n\r\n", 2)[1]);
    }

    private JsonNode destination() throws IOException {
        return json(management.ask("GET", "/api/v1/destinations", HOST)).get(0);
    }

    private void awaitStatus(String status) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!destination().path("status").asText().equals(status)) {
            assertThat(System.nanoTime()).as("waiting for " + status).isLessThan(end);
        }
    }

    @Test
    void tellsHowTheNodeAndItsDestinationsAre() throws IOException {
        JsonNode status = json(management.ask("GET", "/api/v1/status", HOST));

        assertThat(status.path("ready").asBoolean()).isTrue();
        assertThat(status.at("/node/pid").asLong())
                .isEqualTo(ProcessHandle.current().pid());
        assertThat(status.at("/journal/maxBytes").asLong()).isPositive();
        assertThat(status.path("destinations")).hasSize(1).first().isEqualTo(destination());
        assertThat(destination().path("id").asText()).isEqualTo("amplitude");
        assertThat(destination().path("plugin").asText()).isEqualTo("amplitude");
        assertThat(destination().path("status").asText()).isEqualTo("running");
        assertThat(destination().path("pending").asLong()).isZero();
    }

    @Test
    void pausesAndResumesADestination() throws IOException {
        Reply paused = management.ask("POST", "/api/v1/destinations/amplitude/pause", JSON_BODY);
        assertThat(paused.status()).isEqualTo(200);
        awaitStatus("paused");
        assertThat(destination().path("remedy").asText()).isEqualTo("resume it");

        Reply resumed = management.ask("POST", "/api/v1/destinations/amplitude/resume", JSON_BODY);
        assertThat(resumed.status()).isEqualTo(200);
        awaitStatus("running");
    }

    @Test
    void saysWhatATestOfTheConnectionBrought() throws IOException {
        JsonNode result = json(management.ask("POST", "/api/v1/destinations/amplitude/test", JSON_BODY));

        assertThat(result.path("reached").asBoolean()).isFalse();
        assertThat(result.path("words").asText()).contains("127.0.0.1:1");
    }

    @Test
    void namesTheDestinationsWhereOneIsUnknown() throws IOException {
        Reply reply = management.ask("POST", "/api/v1/destinations/mixpanel/pause", JSON_BODY);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(json(reply).path("error").asText())
                .isEqualTo("no destination is named \"mixpanel\"; there are [amplitude]");
    }
}
