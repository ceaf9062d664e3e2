package dev.sluice.testkit.amplitude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.EventsMissingException;
import dev.sluice.testkit.sandbox.SandboxRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordingTest {

    private static final Duration AMPLE = Duration.ofSeconds(30);

    private RunningSandbox running;

    @BeforeEach
    void start() {
        running = RunningSandbox.start(
                SandboxOptions.forApiKey(RunningSandbox.KEY).keeping(3));
    }

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void tellsWhatEachRequestWas() {
        running.upload(event(1) + "," + event(2));
        assertThat(running.sandbox().requests()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/batch");
            assertThat(request.headers()).containsEntry("content-type", "application/json");
            assertThat(request.bytes())
                    .isEqualTo(RunningSandbox.body(event(1) + "," + event(2)).length());
            assertThat(request.events()).isEqualTo(2);
            assertThat(request.status()).isEqualTo(200);
        });
    }

    @Test
    void measuresBodiesAsTheyCameOverTheWire() {
        String body = RunningSandbox.body(event(1) + " ".repeat(5_000));
        running.postGzip(body);
        assertThat(running.sandbox().requests().get(0).bytes()).isLessThan(body.length() / 2);
    }

    @Test
    void recordsRefusedRequestsToo() {
        running.post("no json");
        assertThat(running.sandbox().requests())
                .extracting(SandboxRequest::status, SandboxRequest::events)
                .containsExactly(tuple(400, 0));
    }

    @Test
    void waitsUntilEnoughEventsArrived() throws InterruptedException {
        CompletableFuture<Void> uploads = CompletableFuture.runAsync(() -> {
            running.upload(event(1));
            running.upload(event(2));
        });
        List<ObjectNode> events = running.sandbox().awaitIngested(2, AMPLE);
        assertThat(events).hasSize(2);
        uploads.join();
    }

    @Test
    void tellsWhatDidArriveWhereEventsAreMissing() {
        running.upload(event(1));
        assertThatThrownBy(() -> running.sandbox().awaitIngested(2, Duration.ofMillis(1)))
                .isInstanceOf(EventsMissingException.class)
                .hasMessageContaining("Waited 1 ms for 2 events in the sandbox; 1 arrived and 0 duplicates")
                .hasMessageContaining("user-1")
                .hasMessageContaining("status=200");
    }

    @Test
    void keepsNoMoreThanItsBound() throws InterruptedException {
        for (int i = 1; i <= 5; i++) {
            running.upload(event(i));
        }
        assertThat(running.sandbox().events())
                .extracting(event -> event.get("user_id").textValue())
                .containsExactly("user-3", "user-4", "user-5");
        assertThat(running.sandbox().requests()).hasSize(3);
        assertThat(running.sandbox().awaitIngested(5, AMPLE)).hasSize(3);
    }

    private static String event(int user) {
        return "{\"event_type\":\"Email Sent\",\"user_id\":\"user-" + user + "\"}";
    }
}
