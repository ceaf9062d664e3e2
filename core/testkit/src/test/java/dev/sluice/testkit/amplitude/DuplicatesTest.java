package dev.sluice.testkit.amplitude;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DuplicatesTest {

    private final SteppingClock clock = new SteppingClock();
    private RunningSandbox running;

    @BeforeEach
    void start() {
        running = RunningSandbox.start(
                SandboxOptions.forApiKey(RunningSandbox.KEY).withClock(clock));
    }

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void dropsTheSameInsertIdOfTheSameDevice() {
        running.upload(event("device-1", "insert-1"));
        running.upload(event("device-1", "insert-1"));
        expect(1, 1);
    }

    @Test
    void dropsDuplicatesWithinARequest() {
        running.upload(event("device-1", "insert-1") + "," + event("device-1", "insert-1"));
        expect(1, 1);
    }

    @Test
    void countsDuplicatesInItsAnswer() {
        running.upload(event("device-1", "insert-1"));
        assertThat(running.upload(event("device-1", "insert-1")).body()).contains("\"events_ingested\":1");
    }

    @Test
    void keepsTheSameInsertIdOfAnotherDevice() {
        running.upload(event("device-1", "insert-1"));
        running.upload(event("device-2", "insert-1"));
        expect(2, 0);
    }

    @Test
    void remembersAnInsertIdForSevenDays() {
        running.upload(event("device-1", "insert-1"));
        clock.step(Duration.ofDays(7));
        running.upload(event("device-1", "insert-1"));
        expect(1, 1);
    }

    @Test
    void forgetsAnInsertIdAfterSevenDays() {
        running.upload(event("device-1", "insert-1"));
        clock.step(Duration.ofDays(7).plusMillis(1));
        running.upload(event("device-1", "insert-1"));
        expect(2, 0);
    }

    @Test
    void keepsAllEventsWithoutInsertId() {
        String event = "{\"event_type\":\"Push Sent\",\"device_id\":\"device-1\"}";
        running.upload(event + "," + event);
        expect(2, 0);
    }

    private static String event(String device, String insertId) {
        return "{\"event_type\":\"Push Sent\",\"device_id\":\"" + device + "\",\"insert_id\":\"" + insertId + "\"}";
    }

    private void expect(int events, int duplicates) {
        assertThat(running.sandbox().events()).hasSize(events);
        assertThat(running.sandbox().duplicates()).hasSize(duplicates);
    }
}
