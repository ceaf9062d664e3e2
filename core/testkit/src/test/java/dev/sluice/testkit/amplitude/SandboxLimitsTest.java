package dev.sluice.testkit.amplitude;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SandboxLimitsTest {

    private static final String USER = "{\"event_type\":\"Email Sent\",\"user_id\":\"user-1\"}";
    private static final String OTHER = "{\"event_type\":\"Email Sent\",\"user_id\":\"user-2\"}";
    private static final String DEVICE = "{\"event_type\":\"Push Sent\",\"device_id\":\"device-1\"}";

    private final SteppingClock clock = new SteppingClock();
    private RunningSandbox running;

    @BeforeEach
    void start() {
        running = RunningSandbox.start(SandboxOptions.forApiKey(RunningSandbox.KEY)
                .withClock(clock)
                .withLimits(SandboxLimits.DOCUMENTED
                        .throttlingAbove(2, Duration.ofSeconds(5))
                        .withDailyQuota(15)
                        .silencing("device-mute")));
    }

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void throttlesAUserAboveTheRate() {
        running.upload(times(10, USER));
        expect(running.upload(OTHER + "," + USER), 429, """
                {"code":429,"error":"Too many requests for some devices and users","eps_threshold":2,\
                "throttled_users":{"user-1":2},"throttled_events":[1]}""");
    }

    @Test
    void throttlesADeviceAboveTheRate() {
        expect(running.upload(times(11, DEVICE)), 429, """
                {"code":429,"error":"Too many requests for some devices and users","eps_threshold":2,\
                "throttled_devices":{"device-1":2},"throttled_events":[0,1,2,3,4,5,6,7,8,9,10]}""");
    }

    @Test
    void takesNothingInOfAThrottledRequest() {
        running.upload(times(10, USER));
        running.upload(OTHER + "," + USER);
        assertThat(running.sandbox().events()).hasSize(10);
    }

    @Test
    void takesAThrottledUserAgainOnceTheWindowHasPassed() {
        running.upload(times(10, USER));
        clock.step(Duration.ofSeconds(6));
        assertThat(running.upload(USER).statusCode()).isEqualTo(200);
    }

    @Test
    void namesWhoExceedsTheDailyQuota() {
        running.upload(times(10, USER));
        clock.step(Duration.ofMinutes(1));
        running.upload(times(5, USER));
        clock.step(Duration.ofMinutes(1));
        expect(running.upload(USER), 429, """
                {"code":429,"error":"Too many requests for some devices and users","eps_threshold":2,\
                "exceeded_daily_quota_users":{"user-1":16},"throttled_events":[0]}""");
    }

    @Test
    void takesMoreOnceTheDayHasPassed() {
        running.upload(times(10, USER));
        clock.step(Duration.ofMinutes(1));
        running.upload(times(5, USER));
        clock.step(Duration.ofHours(25));
        assertThat(running.upload(USER).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesSilencedDevices() {
        expect(running.upload(USER + ",{\"event_type\":\"Push Sent\",\"device_id\":\"device-mute\"}"), 400, """
                {"code":400,"error":"Events silenced for device_id","eps_threshold":2,"silenced_events":[1],\
                "silenced_devices":["device-mute"],"throttled_devices":{},"throttled_events":[],\
                "exceeded_daily_quota_devices":{}}""");
    }

    private static String times(int count, String event) {
        return String.join(",", Collections.nCopies(count, event));
    }

    private static void expect(HttpResponse<String> answer, int status, String body) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
    }
}
