package dev.sluice.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.spi.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {

    private static final long RECEIVED = 1_700_000_000_123L;

    private static Event parse(String json) throws IOException {
        return EventParser.parse(json.getBytes(StandardCharsets.UTF_8), RECEIVED);
    }

    @Test
    void readsTheEnvelopeAsDocumented() throws IOException {
        Event event = parse("""
                {"event_id":"01E4C4CT6YDC7Y5M7FE1GWWPQJ","object_type":"email","metric":"sent","timestamp":1613063089,
                 "data":{"customer_id":"42"}}
                """);

        assertThat(event.id()).isEqualTo("01E4C4CT6YDC7Y5M7FE1GWWPQJ");
        assertThat(event.name()).isEqualTo("email.sent");
        assertThat(event.timestampMillis()).isEqualTo(1613063089000L);
        assertThat(event.data().path("customer_id").asText()).isEqualTo("42");
    }

    @ParameterizedTest
    @CsvSource({
        "email_sent, email, sent",
        "in_app_clicked, in_app, clicked",
        "push_undeliverable, push, undeliverable",
        "customer_cio_subscription_preferences_changed, customer, cio_subscription_preferences_changed",
        "cio_subscription_preferences_changed, customer, cio_subscription_preferences_changed",
        "unsubscribed, customer, unsubscribed",
        "carrier_delivered, carrier, delivered"
    })
    void readsTheOlderFormOfTheName(String eventType, String objectType, String metric) throws IOException {
        Event event = parse("{\"event_id\":\"1\",\"event_type\":\"" + eventType + "\"}");

        assertThat(event.objectType()).isEqualTo(objectType);
        assertThat(event.metric()).isEqualTo(metric);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"object_type_type\":\"customer\"', customer",
        "'\"delivery_type\":\"email\"', email",
        "'\"object_type\":null,\"delivery_type\":\"sms\"', sms",
        "'\"other\":1', customer"
    })
    void fallsBackWhereTheObjectTypeIsAbsent(String field, String objectType) throws IOException {
        Event event = parse("{\"event_id\":\"1\",\"metric\":\"subscribed\"," + field + "}");

        assertThat(event.objectType()).isEqualTo(objectType);
    }

    @Test
    void passesUnknownNamesThrough() throws IOException {
        assertThat(parse("{\"event_id\":\"1\",\"object_type\":\"fax\",\"metric\":\"jammed\"}")
                        .name())
                .isEqualTo("fax.jammed");
    }

    @ParameterizedTest
    @CsvSource({
        "1585250199, 1585250199000",
        "'\"1585250199\"', 1585250199000",
        "' \"1585250199\" ', 1585250199000",
        "1585250199.5, 1585250199500",
        "1585250199123, 1585250199123",
        "'\"1585250199123\"', 1585250199123",
        "166904535, 166904535000"
    })
    void readsEveryFormOfTimestamp(String timestamp, long millis) throws IOException {
        assertThat(parse("{\"event_id\":\"1\",\"metric\":\"sent\",\"timestamp\":" + timestamp + "}")
                        .timestampMillis())
                .isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"abc\"",
                "null",
                "true",
                "{}",
                "[1585250199]",
                "\"\"",
                "0",
                "-5",
                "1e400",
                "1e999999999",
                "99999999999999999",
                "\"1e99999999999\"",
                "\"NaN\"",
                "\"0x10\""
            })
    void takesTheTimeOfReceiptWhereTheTimestampIsNone(String timestamp) throws IOException {
        assertThat(parse("{\"event_id\":\"1\",\"metric\":\"sent\",\"timestamp\":" + timestamp + "}")
                        .timestampMillis())
                .isEqualTo(RECEIVED);
    }

    @Test
    void takesTheTimeOfReceiptWhereThereIsNoTimestamp() throws IOException {
        assertThat(parse("{\"event_id\":\"1\",\"metric\":\"sent\"}").timestampMillis())
                .isEqualTo(RECEIVED);
    }

    @Test
    void keepsIdsAsTheyWereWritten() throws IOException {
        Event event = parse("""
                {"event_id":12345678901234567890123,"metric":"sent","data":{"identifiers":{"id":"0200102"},"n":1.10}}
                """);

        assertThat(event.id()).isEqualTo("12345678901234567890123");
        assertThat(event.data().at("/identifiers/id").asText()).isEqualTo("0200102");
        assertThat(event.data().path("n").toString()).isEqualTo("1.10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "1",
                "{\"metric\":\"sent\"}",
                "{\"event_id\":\" \",\"metric\":\"sent\"}",
                "{\"event_id\":{},\"metric\":\"sent\"}",
                "{\"event_id\":\"1\"}"
            })
    void refusesWhatHasNoIdOrMetric(String json) {
        assertThatThrownBy(() -> parse(json)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999", "1e-99999999999", "-1.5E+21474836480"})
    void refusesANumberThatNoComputerHoldsWithoutRepeatingIt(String number) {
        assertThatThrownBy(() -> parse("{\"event_id\":\"1\",\"metric\":\"sent\",\"data\":{\"n\":" + number + "}}"))
                .isInstanceOf(IOException.class)
                .message()
                .isNotBlank()
                .doesNotContain(number);
    }
}
