package dev.sluice.amplitude;

import static dev.sluice.amplitude.Amplitude.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.lane.LanePreview.Outcome;
import dev.sluice.spi.EventCatalog;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The mapping table, row by row. */
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "absent",
            value = {
                "{'identifiers':{'id':'0200102'}}                                  | 0200102",
                "{'identifiers':{'id':42}}                                         | 42",
                "{'identifiers':{'id':12345678901234567890123}}                    | 12345678901234567890123",
                "{'identifiers':{'id':'new'},'customer_id':'old'}                  | new",
                "{'customer_id':'old'}                                             | old",
                "{'identifiers':null,'customer_id':'old'}                          | old",
                "{'identifiers':{},'customer_id':'old','device_id':'d'}            | absent",
                "{'identifiers':{'id':null},'customer_id':'old','device_id':'d'}   | absent",
                "{'identifiers':{'id':'0','email':'a@b.c'}}                        | a@b.c",
                "{'identifiers':{'id':0,'email':'a@b.c'}}                          | a@b.c",
                "{'identifiers':{'id':'0'},'device_id':'d'}                        | absent",
                "{'identifiers':{'id':'0','email':'unknown'},'device_id':'d'}      | absent",
                "{'identifiers':{'id':'00','email':'a@b.c'}}                       | 00",
                "{'identifiers':{'id':'10','email':'a@b.c'}}                       | 10",
                "{'identifiers':{'id':{'odd':1}},'device_id':'d'}                  | absent",
                "{'identifiers':['odd'],'device_id':'d'}                           | absent",
                "{'identifiers':{'email':'a@b.c'},'recipient':'+1555','device_id':'d'} | absent"
            })
    void userId(String data, String expected) {
        JsonNode mapped = amplitude.mapData(data.replace('\'', '"'));

        assertThat(
                        mapped.path("user_id").isMissingNode()
                                ? null
                                : mapped.path("user_id").textValue())
                .isEqualTo(expected);
    }

    @Test
    void aPhoneNumberIsNeverTakenForAnEmailAddress() {
        JsonNode mapped = amplitude.map(Amplitude.of(
                "sms",
                "sent",
                "{\"identifiers\":{\"id\":\"0\",\"email\":null},\"recipient\":\"+15558675309\",\"device_id\":\"d\"}"));

        assertThat(mapped.has("user_id")).isFalse();
        assertThat(mapped.at("/event_properties/recipient").asText()).isEqualTo("+15558675309");
        assertThat(mapped.path("event_properties").has("email")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anonymous",
                "Anonymous",
                "NIL",
                "none",
                "null",
                "N/A",
                "na",
                "undefined",
                "UNKNOWN",
                "",
                "  ",
                "00000000-0000-0000-0000-000000000000",
                "{}",
                "lmy47d",
                "0",
                "-1"
            })
    void idsThatAmplitudeRefusesCountAsAbsent(String id) {
        Outcome outcome = amplitude.outcome(Amplitude.email(
                "{\"identifiers\":{\"id\":\"" + id + "\"},\"customer_id\":\"other\",\"device_id\":\"" + id + "\"}"));

        assertThat(outcome).isEqualTo(new Outcome.Filtered("e1", "no-identity"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "[]",
                "7",
                "\"a string\"",
                "{\"identifiers\":null}",
                "{\"recipients\":null}",
                "{\"recipients\":[]}",
                "{\"recipients\":{}}",
                "{\"recipients\":[\"text\"]}",
                "{\"recipients\":\"text\"}"
            })
    void anEventOfNobodyIsFiltered(String data) {
        assertThat(amplitude.outcome(Amplitude.email(data))).isEqualTo(new Outcome.Filtered("e1", "no-identity"));
    }

    @Test
    void anEventWithoutDataIsFiltered() {
        assertThat(amplitude.outcome("{\"event_id\":\"e1\",\"metric\":\"sent\"}"))
                .isEqualTo(new Outcome.Filtered("e1", "no-identity"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "absent",
            value = {
                "{'recipients':[{'device_id':'d1','device_platform':'ios'}]}                          | d1 | iOS",
                "{'recipients':[{'device_id':'d1','platform':'ANDROID'}]}                             | d1 | Android",
                "{'recipients':{'device_id':'d1','platform':'web'}}                                   | d1 | Web",
                "{'recipients':{'device_id':'d1','platform':'ios','device_platform':'android'}}       | d1 | iOS",
                "{'recipients':[{'device_id':'d1'}]}                                                  | d1 | absent",
                "{'recipients':[{'x':1},{'device_id':'null'},{'device_id':'d2','platform':'roku'}]}   | d2 | Roku",
                "{'recipients':[{'device_id':'d1'}],'device_platform':'ios'}                          | d1 | iOS",
                "{'recipients':[{'device_id':'d1','platform':'ios'}],'device_id':'d9'}                | d1 | iOS",
                "{'device_id':'d9','device_platform':'android'}                                       | d9 | Android",
                "{'recipients':null,'device_id':'d9'}                                                 | d9 | absent",
                "{'recipients':[],'device_id':'d9'}                                                   | d9 | absent",
                "{'recipients':['text'],'device_id':'d9'}                                             | d9 | absent",
                "{'recipients':[{'device_id':77}]}                                                    | 77 | absent"
            })
    void deviceAndPlatform(String data, String device, String platform) {
        JsonNode mapped = amplitude.map(Amplitude.of("push", "opened", data.replace('\'', '"')));

        assertThat(mapped.path("device_id").textValue()).isEqualTo(device);
        assertThat(
                        mapped.path("platform").isMissingNode()
                                ? null
                                : mapped.path("platform").textValue())
                .isEqualTo(platform);
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

    @Test
    void allOtherFieldsOfDataBecomeProperties() {
        JsonNode properties =
                amplitude.map(Amplitude.of("push", "clicked", """
                        {"identifiers":{"id":"u","email":"a@b.c","cio_id":"c1"},"customer_id":"u","href":"ciosas://product/2",
                         "proxied":false,"new_field":{"deep":[1,null,{"x":null}]},"gone":null,"n":1.5,
                         "recipients":[{"device_id":"d1","device_platform":"ios"}]}
                        """)).path("event_properties");

        assertThat(properties.toString())
                .isEqualTo("{\"customer_id\":\"u\",\"href\":\"ciosas://product/2\",\"proxied\":false,"
                        + "\"new_field\":{\"deep\":[1,{}]},\"n\":1.5,\"email\":\"a@b.c\",\"cio_id\":\"c1\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'device_id':'d','platform':'ios'}]                          | false",
                "{'device_id':'d','device_platform':'ios'}                     | false",
                "[{'device_id':'d','failure_message':null}]                    | false",
                "[]                                                            | false",
                "[{'device_id':'d','failure_message':'gone'}]                  | true",
                "[{'device_id':'d'},{'device_id':'e'}]                         | true",
                "[{'device_id':'unknown'}]                                     | true",
                "['text']                                                      | true",
                "7                                                             | true"
            })
    void recipientsStayWhereTheySayMore(String recipients, boolean stay) {
        JsonNode mapped =
                amplitude.mapData("{\"customer_id\":\"u\",\"recipients\":" + recipients.replace('\'', '"') + "}");

        assertThat(mapped.path("event_properties").has("recipients")).isEqualTo(stay);
    }

    @ParameterizedTest
    @CsvSource({
        "email, sent, false, false",
        "email, sent, true, true",
        "push, sent, true, true",
        "email, opened, true, false",
        "customer, cio_subscription_preferences_changed, false, true",
        "email, cio_subscription_preferences_changed, false, true"
    })
    void contentIsTheMessageOnlyWhereItIsAskedFor(
            String objectType, String metric, boolean bodyContent, boolean there) {
        JsonNode mapped = Amplitude.with("{\"bodyContent\":" + bodyContent + "}")
                .map(Amplitude.of(objectType, metric, "{\"customer_id\":\"u\",\"content\":\"hello\"}"));

        assertThat(mapped.path("event_properties").has("content")).isEqualTo(there);
    }

    @Test
    void stringsAreCutAt1024CharactersAndNeverInsideASurrogatePair() {
        String content = "x".repeat(1023) + "😀 and more";
        JsonNode properties = Amplitude.with("{\"bodyContent\":true}")
                .mapData("{\"customer_id\":\"u\",\"content\":\"" + content + "\",\"subject\":\"" + "y".repeat(2000)
                        + "\"}")
                .path("event_properties");

        assertThat(properties.path("content").asText()).isEqualTo("x".repeat(1023));
        assertThat(properties.path("subject").asText()).isEqualTo("y".repeat(1024));
    }

    @Test
    void halfASurrogatePairBecomesTheReplacementCharacter() {
        assertThat(amplitude
                        .mapData("{\"customer_id\":\"u\",\"subject\":\"a\\ud83d b\"}")
                        .at("/event_properties/subject")
                        .asText())
                .isEqualTo("a\uFFFD b");
    }

    @Test
    void whatNestsTooDeeplyForAmplitudeBecomesText() {
        JsonNode mapped =
                amplitude.mapData("{\"customer_id\":\"u\",\"deep\":" + "[".repeat(100) + "]".repeat(100) + "}");

        JsonNode deepest = mapped.at("/event_properties/deep");
        int levels = 2;
        while (deepest.isArray()) {
            deepest = deepest.get(0);
            levels++;
        }
        assertThat(deepest.isTextual()).isTrue();
        assertThat(levels - 1).isLessThanOrEqualTo(40);
    }

    @Test
    void hugeNumbersStayNumbers() {
        assertThat(amplitude.outcome(
                        Amplitude.email("{\"customer_id\":\"u\",\"n\":1e400,\"i\":" + "9".repeat(400) + "}")))
                .isInstanceOf(Outcome.Sent.class);
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
