package dev.sluice.testkit.amplitude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.testkit.sandbox.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultTest {

    private static final String EVENT =
            "{\"event_type\":\"Push Sent\",\"user_id\":\"user-1\",\"device_id\":\"device-1\",\"insert_id\":\"i-1\"}";

    private RunningSandbox running;

    @BeforeEach
    void start() {
        running = RunningSandbox.start();
    }

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void meetsEachPlannedFaultOnceInOrder() {
        running.sandbox().failNext(Fault.json(500, "first"), Fault.json(503, "second"));
        assertThat(running.upload(EVENT).statusCode()).isEqualTo(500);
        assertThat(running.upload(EVENT).statusCode()).isEqualTo(503);
        assertThat(running.upload(EVENT).statusCode()).isEqualTo(200);
    }

    @Test
    void meetsALastingFaultUntilItIsMended() {
        running.sandbox().failAlways(Fault.html(502));
        assertThat(running.upload(EVENT).statusCode()).isEqualTo(502);
        assertThat(running.upload(EVENT).statusCode()).isEqualTo(502);
        running.sandbox().mend();
        assertThat(running.upload(EVENT).statusCode()).isEqualTo(200);
    }

    @Test
    void answersAnyStatusInAmplitudesForm() {
        running.sandbox().failNext(Fault.json(403, "Forbidden"));
        expectRefusal(403, """
                {"code":403,"error":"Forbidden"}""");
    }

    @Test
    void answersWithAPageAsLoadBalancersDo() {
        running.sandbox().failNext(Fault.html(504));
        HttpResponse<String> answer = running.upload(EVENT);
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/html");
        assertThat(answer.body()).startsWith("<html>");
    }

    @Test
    void answersInPlainText() {
        running.sandbox().failNext(Fault.plain(503, "upstream connect error"));
        expectRefusal(503, "upstream connect error");
    }

    @Test
    void asksToRetryLater() {
        running.sandbox().failNext(Fault.json(503, "busy").retryAfter(Duration.ofSeconds(15)));
        assertThat(running.upload(EVENT).headers().firstValue("retry-after")).hasValue("15");
    }

    @Test
    void canTakeARequestInAndAnswerAnErrorAllTheSame() {
        running.sandbox().failNext(Fault.html(504).afterIngest());
        assertThat(running.upload(EVENT).statusCode()).isEqualTo(504);
        assertThat(running.sandbox().events()).hasSize(1);
    }

    @Test
    void throttlesTheFirstUser() {
        running.sandbox().failNext(AmplitudeFault.throttledUsers());
        expectRefusal(429, """
                {"code":429,"error":"Too many requests for some devices and users","eps_threshold":1000,\
                "throttled_users":{"user-1":1001}}""");
    }

    @Test
    void throttlesTheFirstDevice() {
        running.sandbox().failNext(AmplitudeFault.throttledDevices());
        expectRefusal(429, """
                {"code":429,"error":"Too many requests for some devices and users","eps_threshold":1000,\
                "throttled_devices":{"device-1":1001}}""");
    }

    @Test
    void exceedsTheDailyQuota() {
        running.sandbox().failNext(AmplitudeFault.dailyQuotaExceeded());
        expectRefusal(429, """
                {"code":429,"error":"Too many requests for some devices and users","eps_threshold":1000,\
                "exceeded_daily_quota_users":{"user-1":500001},"exceeded_daily_quota_devices":{"device-1":500001}}""");
    }

    @Test
    void throttlesByPlacesAloneWithoutAThreshold() {
        running.sandbox().failNext(AmplitudeFault.throttledEventsOnly());
        expectRefusal(429, """
                {"code":429,"error":"Too many requests for some devices and users","throttled_events":[0]}""");
    }

    @Test
    void throttlesWithoutNamingAnybody() {
        running.sandbox().failNext(AmplitudeFault.throttledNamingNone());
        expectRefusal(429, """
                {"code":429,"error":"Too many requests for some devices and users","eps_threshold":1000}""");
    }

    @Test
    void refusesNamedPlaces() {
        running.sandbox().failNext(AmplitudeFault.refusesEvents(1, 2, 99));
        assertThat(running.upload(EVENT + "," + EVENT + "," + EVENT).body())
                .contains("\"events_with_invalid_fields\":{\"event_properties\":[1,2]}");
    }

    @Test
    void refusesNamingTheFirstEventAlone() {
        running.sandbox().failNext(AmplitudeFault.refusesFirstEvent());
        assertThat(running.upload(EVENT + "," + EVENT).body())
                .contains("\"events_with_invalid_fields\":{\"event_properties\":[0]}");
    }

    @Test
    void refusesNamingNoEvent() {
        running.sandbox().failNext(AmplitudeFault.refusesNamingNone());
        expectRefusal(400, """
                {"code":400,"error":"Invalid field values on some events"}""");
    }

    @Test
    void refusesTheKey() {
        running.sandbox().failNext(AmplitudeFault.invalidApiKey());
        expectRefusal(400, """
                {"code":400,"error":"Invalid API key: a-key"}""");
    }

    @Test
    void closesTheConnectionBeforeItTakesARequestIn() {
        running.sandbox().failNext(Fault.closesBeforeIngest());
        expectNoAnswer();
        assertThat(running.sandbox().events()).isEmpty();
    }

    @Test
    void closesTheConnectionAfterItTookARequestIn() {
        running.sandbox().failNext(Fault.closesAfterIngest());
        expectNoAnswer();
        assertThat(running.sandbox().events()).hasSize(1);
    }

    @Test
    void neverAnswersWhenItHangs() {
        running.sandbox().failNext(Fault.hangs());
        assertThatThrownBy(() -> running.uploadWithin(Duration.ofMillis(400), EVENT))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(HttpTimeoutException.class);
        assertThat(running.sandbox().events()).isEmpty();
    }

    @Test
    void dripsAWholeAnswer() {
        running.sandbox().failNext(Fault.drips(Duration.ofMillis(1)));
        HttpResponse<String> answer = running.upload(EVENT);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"code\":200").endsWith("}");
        assertThat(running.sandbox().events()).hasSize(1);
    }

    @Test
    void cutsItsJsonInHalf() {
        running.sandbox().failNext(Fault.truncatesJson());
        HttpResponse<String> answer = running.upload(EVENT);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"code\":200").doesNotContain("}");
        assertThat(running.sandbox().events()).hasSize(1);
    }

    @Test
    void refusesRequestsWithAPoisonedEventWithoutNamingIt() {
        running.sandbox()
                .poisonUnnamed(event -> event.path("event_type").asText().equals("Poison"));
        HttpResponse<String> answer = running.upload(EVENT + "," + EVENT.replace("Push Sent", "Poison"));
        assertThat(answer.body()).isEqualTo("""
                {"code":400,"error":"Invalid field values on some events"}""");
        assertThat(running.upload(EVENT).statusCode()).isEqualTo(200);
    }

    @Test
    void namesAPoisonedEventForItsField() {
        running.sandbox()
                .poisonNamed("price", event -> event.path("event_type").asText().equals("Poison"));
        assertThat(running.upload(EVENT + "," + EVENT.replace("Push Sent", "Poison"))
                        .body())
                .contains("\"events_with_invalid_fields\":{\"price\":[1]}");
    }

    private void expectNoAnswer() {
        assertThatThrownBy(() -> running.upload(EVENT))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    private void expectRefusal(int status, String body) {
        HttpResponse<String> answer = running.upload(EVENT);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(running.sandbox().events()).isEmpty();
    }
}
