package dev.sluice.testkit.amplitude;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventRulesTest {

    private static final String GOOD = "{\"event_type\":\"Email Sent\",\"user_id\":\"user-1\"}";

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
    void asksForAnEventType() {
        expectRefusal("{\"user_id\":\"user-1\"}", """
                {"code":400,"error":"Request missing required field","events_with_missing_fields":{"event_type":[1]}}""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$identify", "$groupidentify", "[Amplitude] Push Sent"})
    void keepsEventTypesForItself(String type) {
        expectInvalid("{\"event_type\":\"" + type + "\",\"user_id\":\"user-1\"}", "event_type");
    }

    @Test
    void asksForAUserOrADevice() {
        expectRefusal("{\"event_type\":\"Email Sent\"}", """
                {"code":400,"error":"Request missing required field","events_with_missing_fields":{"user_id":[1]}}""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anonymous",
                "nil",
                "none",
                "null",
                "n/a",
                "na",
                "undefined",
                "unknown",
                "",
                "{}",
                "lmy47d",
                "0",
                "-1",
                "00000000-0000-0000-0000-000000000000",
                "Unknown",
                "NULL"
            })
    void countsARefusedIdAsNone(String id) {
        assertThat(running.upload("{\"event_type\":\"Email Sent\",\"user_id\":\"" + id + "\"}")
                        .body())
                .contains("\"events_with_missing_fields\":{\"user_id\":[0]}");
    }

    @Test
    void removesARefusedIdBesideAGoodOne() {
        running.upload("{\"event_type\":\"Email Sent\",\"user_id\":\"0\",\"device_id\":\"device-1\"}");
        assertThat(running.sandbox().events()).extracting(Object::toString).containsExactly("""
                        {"event_type":"Email Sent","device_id":"device-1"}""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user_id", "device_id"})
    void refusesIdsUnderFiveCharacters(String field) {
        expectRefusal("{\"event_type\":\"Email Sent\",\"" + field + "\":\"1234\"}", """
                {"code":400,"error":"Invalid id length for user_id or device_id",\
                "events_with_invalid_id_lengths":{"%s":[1]}}""".formatted(field));
    }

    @Test
    void takesShorterIdsWhereTheRequestAllowsThem() {
        HttpResponse<String> answer = running.post("""
                {"api_key":"a-key","events":[{"event_type":"Email Sent","user_id":"7"}],"options":{"min_id_length":1}}""");
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void refusesIdsThatAreNoStrings() {
        expectInvalid("{\"event_type\":\"Email Sent\",\"user_id\":12345,\"device_id\":\"device-1\"}", "user_id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1396381378123.5", "1396381378123.0", "\"1396381378123\"", "\"2026-03-02\"", "null", "1e12"})
    void refusesTimesThatAreNoIntegers(String time) {
        expectInvalid(event("\"time\":" + time), "time");
    }

    @Test
    void takesTimeInMilliseconds() {
        assertThat(running.upload(event("\"time\":1396381378123")).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesStringsOver1024Characters() {
        expectInvalid(event("\"event_properties\":{\"a\":\"" + "x".repeat(1_025) + "\"}"), "event_properties");
    }

    @Test
    void takesStringsOf1024Characters() {
        assertThat(running.upload(event("\"event_properties\":{\"a\":\"" + "x".repeat(1_024) + "\"}"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesMoreThanFortyLevels() {
        expectInvalid(event("\"event_properties\":" + nested(40)), "event_properties");
    }

    @Test
    void takesFortyLevelsTheEventBeingTheFirst() {
        assertThat(running.upload(event("\"event_properties\":" + nested(39))).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"a\"]",
                "{\"a\":1}",
                "{\"a\":[1]}",
                "{\"a\":[[\"b\"]]}",
                "{\"a\":null}",
                "{\"a\":\"1\",\"b\":\"1\",\"c\":\"1\",\"d\":\"1\",\"e\":\"1\",\"f\":\"1\"}",
                "{\"a\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\"]}"
            })
    void refusesGroupsOtherThanAFewStrings(String groups) {
        expectInvalid(event("\"groups\":" + groups), "groups");
    }

    @Test
    void takesGroupsOfStringsAndLists() {
        assertThat(running.upload(event("\"groups\":{\"account_id\":[\"1\",\"2\"],\"workspace\":\"56354\"}"))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"event_properties", "user_properties"})
    void refusesNullsAmongProperties(String properties) {
        expectInvalid(event("\"" + properties + "\":{\"a\":[{\"b\":null}]}"), properties);
    }

    @Test
    void namesEveryBadEventOfEachField() {
        assertThat(running.upload(event("\"time\":1.5") + "," + GOOD + "," + event("\"time\":\"x\",\"groups\":1"))
                        .body())
                .isEqualTo("""
                        {"code":400,"error":"Invalid field values on some events",\
                        "events_with_invalid_fields":{"groups":[2],"time":[0,2]}}""");
    }

    @Test
    void canNameTheFirstBadEventAloneAtTheHttpApi() {
        try (RunningSandbox terse = RunningSandbox.start(
                SandboxOptions.forApiKey(RunningSandbox.KEY).namingFirstBadEvent())) {
            String body = RunningSandbox.body(event("\"time\":1.5") + "," + event("\"time\":\"x\",\"groups\":1"));
            assertThat(terse.post(terse.sandbox().httpApiUri(), body).body())
                    .contains("\"events_with_invalid_fields\":{\"groups\":[1],\"time\":[0]}");
        }
    }

    private static String event(String more) {
        return "{\"event_type\":\"Email Sent\",\"user_id\":\"user-1\"," + more + "}";
    }

    private static String nested(int levels) {
        return "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
    }

    private void expectInvalid(String event, String field) {
        expectRefusal(event, """
                {"code":400,"error":"Invalid field values on some events","events_with_invalid_fields":{"%s":[1]}}""".formatted(field));
    }

    /** The bad event comes second, so that a place of 0 cannot come about by chance. */
    private void expectRefusal(String event, String body) {
        HttpResponse<String> answer = running.upload(GOOD + "," + event);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(running.sandbox().events()).isEmpty();
    }
}
