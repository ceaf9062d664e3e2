package dev.sluice.amplitude;

import static dev.sluice.amplitude.Amplitude.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.spi.EventCatalog;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mapping table, row by row: name, time, groups, and the event as a whole. */
class AmplitudeMappingTest {

    private final Amplitude amplitude = Amplitude.with("{}");

    @Test
    void mapsAWholeEvent() {
        JsonNode mapped = Amplitude.with("{\"accountId\":\"1\",\"workspaceId\":\"56354\",\"bodyContent\":true}")
                .map("""
                        {"event_id":"01E4C4CT6YDC7Y5M7FE1GWWPQJ","object_type":"sms","metric":"sent","timestamp":1669045350,
                         "data":{"action_id":37,"campaign_id":9,"content":"hello","customer_id":"0200102",
                          "delivery_id":"RJiLBAA","identifiers":{"id":"0200102","email":"t@example.com","cio_id":"d9c1"},
                          "journey_id":"01GJ","recipient":"+15558675309"}}
                        """);

        assertThat(mapped).isEqualTo(json("""
                                {"user_id":"0200102","event_type":"Sms Sent","insert_id":"01E4C4CT6YDC7Y5M7FE1GWWPQJ",
                                 "time":1669045350000,"groups":{"account_id":["1"],"workspace":["56354"]},
                                 "event_properties":{"action_id":37,"campaign_id":9,"customer_id":"0200102",
                                  "delivery_id":"RJiLBAA","journey_id":"01GJ","recipient":"+15558675309",
                                  "email":"t@example.com","cio_id":"d9c1","content":"hello"}}
                                """));
    }

    @Test
    void everyDocumentedEventHasItsName() {
        String names = EventCatalog.entries().stream()
                .map(entry -> amplitude
                        .map(Amplitude.of(entry.objectType(), entry.metric(), "{\"customer_id\":\"u\"}"))
                        .path("event_type")
                        .asText())
                .collect(Collectors.joining("\n"));

        assertThat(names + "\n").isEqualTo(EVENT_NAMES);
    }

    @ParameterizedTest
    @CsvSource({
        "email, deferred, Email Deferred",
        "fax, paper_jam, Fax Paper Jam",
        "carrier-pigeon, lost.again, Carrier Pigeon Lost Again"
    })
    void unknownEventsAreNamedByTheSameRule(String objectType, String metric, String name) {
        assertThat(amplitude
                        .map(Amplitude.of(objectType, metric, "{\"customer_id\":\"u\"}"))
                        .path("event_type")
                        .asText())
                .isEqualTo(name);
    }

    @Test
    void theEventIdBecomesTheInsertId() {
        assertThat(amplitude
                        .mapData("{\"customer_id\":\"u\"}")
                        .path("insert_id")
                        .asText())
                .isEqualTo("e1");
    }

    @ParameterizedTest
    @CsvSource({
        "1669045350, 1669045350000",
        "'\"1669045350\"', 1669045350000",
        "1669045350123, 1669045350123",
        "'\"abc\"', 1700000000000"
    })
    void timeIsAWholeNumberOfMilliseconds(String timestamp, long time) {
        JsonNode mapped = amplitude.map("{\"event_id\":\"e1\",\"metric\":\"sent\",\"timestamp\":" + timestamp
                + ",\"data\":{\"customer_id\":\"u\"}}");

        assertThat(mapped.path("time").isIntegralNumber()).isTrue();
        assertThat(mapped.path("time").longValue()).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                     | ''",
                "{'accountId':'1'}                      | {'account_id':['1']}",
                "{'workspaceId':56354}                  | {'workspace':['56354']}",
                "{'accountId':1,'workspaceId':'56354'}  | {'account_id':['1'],'workspace':['56354']}"
            })
    void groups(String settings, String groups) {
        JsonNode mapped = Amplitude.with(settings.replace('\'', '"')).mapData("{\"customer_id\":\"u\"}");

        assertThat(mapped.path("groups").toString()).isEqualTo(groups.replace('\'', '"'));
    }

    private static final String EVENT_NAMES = """
            Customer Subscribed
            Customer Unsubscribed
            Customer Cio Subscription Preferences Changed
            Email Drafted
            Email Attempted
            Email Sent
            Email Delivered
            Email Opened
            Email Clicked
            Email Converted
            Email Unsubscribed
            Email Bounced
            Email Dropped
            Email Spammed
            Email Failed
            Email Undeliverable
            Push Drafted
            Push Attempted
            Push Delivered
            Push Sent
            Push Opened
            Push Clicked
            Push Converted
            Push Bounced
            Push Dropped
            Push Failed
            Push Undeliverable
            In App Drafted
            In App Attempted
            In App Sent
            In App Opened
            In App Clicked
            In App Converted
            In App Failed
            In App Undeliverable
            Sms Drafted
            Sms Attempted
            Sms Sent
            Sms Delivered
            Sms Clicked
            Sms Converted
            Sms Bounced
            Sms Failed
            Sms Undeliverable
            Sms Replied
            Whatsapp Drafted
            Whatsapp Attempted
            Whatsapp Sent
            Whatsapp Delivered
            Whatsapp Opened
            Whatsapp Clicked
            Whatsapp Converted
            Whatsapp Bounced
            Whatsapp Dropped
            Whatsapp Failed
            Whatsapp Undeliverable
            Whatsapp Replied
            Slack Drafted
            Slack Attempted
            Slack Sent
            Slack Clicked
            Slack Failed
            Slack Undeliverable
            Webhook Drafted
            Webhook Attempted
            Webhook Sent
            Webhook Clicked
            Webhook Failed
            Webhook Undeliverable
            """;
}
