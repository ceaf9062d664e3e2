package dev.sluice.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.config.MappingOverride;
import dev.sluice.lane.LanePreview.Outcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The mapping table, row by row. */
class SegmentMappingTest {

    private final Segment segment = Segment.with("{}");

    @Test
    void anEventBecomesATrackCall() {
        JsonNode mapped = segment.map("push", "clicked", """
                {'identifiers':{'id':'0042','email':'a@b.c','cio_id':'c1'},'customer_id':'0042','href':'app://x','campaign_id':7,'gone':null,
                 'recipients':[{'device_id':'d1','device_platform':'iOS'}]}""");

        assertThat(mapped).isEqualTo(Segment.json("""
                {"type":"track","userId":"0042","event":"Push Clicked","messageId":"e1","timestamp":"2022-11-21T15:42:30.000Z",
                 "context":{"library":{"name":"sluice"},"device":{"id":"d1","type":"ios"},"traits":{"email":"a@b.c"}},
                 "properties":{"customer_id":"0042","href":"app://x","campaign_id":7,"cio_id":"c1"}}"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "absent",
            value = {
                "{'identifiers':{'id':'0042','cio_id':'c1'},'device_id':'d'}      | 0042   | absent",
                "{'identifiers':{'id':42}}                                        | 42     | absent",
                "{'identifiers':{'id':'0','email':'a@b.c'}}                       | a@b.c  | absent",
                "{'customer_id':'old','device_id':'d'}                            | old    | absent",
                "{'identifiers':{'id':null,'cio_id':'c1'},'device_id':'d'}        | absent | c1",
                "{'identifiers':{'id':'  ','cio_id':'c1'}}                        | absent | c1",
                "{'identifiers':{'email':'a@b.c'},'device_id':'d'}                | absent | d",
                "{'recipients':[{'device_id':' '},{'device_id':77}]}              | absent | 77",
                "{'identifiers':{'id':{'odd':1}},'device_id':'d'}                 | absent | d"
            })
    void aCallIsOfAUserOrElseOfSomebodyAnonymous(String data, String user, String anonymous) {
        JsonNode mapped = segment.map("push", "opened", data);

        assertThat(mapped.path("userId").textValue()).isEqualTo(user);
        assertThat(mapped.path("anonymousId").textValue()).isEqualTo(anonymous);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "[]", "{'identifiers':{'id':' '}}", "{'identifiers':{'email':'a@b.c'}}"})
    void anEventOfNobodyIsFiltered(String data) {
        assertThat(segment.outcome("email", "sent", data)).isEqualTo(new Outcome.Filtered("e1", "no-identity"));
    }

    @ParameterizedTest
    @CsvSource({
        "title,    email,    clicked,      Email Clicked",
        "title,    in_app,   opened,       In App Opened",
        "snake,    in_app,   opened,       in_app_opened",
        "snake,    email,    clicked,      email_clicked",
        "semantic, email,    clicked,      Email Link Clicked",
        "semantic, email,    spammed,      Email Marked as Spam",
        "semantic, email,    unsubscribed, Unsubscribed",
        "semantic, customer, unsubscribed, Unsubscribed",
        "semantic, email,    opened,       Email Opened",
        "semantic, push,     clicked,      Push Clicked"
    })
    void eventsAreNamedAsTheSettingsSay(String names, String objectType, String metric, String expected) {
        JsonNode mapped = Segment.with("{'eventNames':'" + names + "'}").map(objectType, metric, "{'customer_id':'u'}");

        assertThat(mapped.path("event").asText()).isEqualTo(expected);
    }

    @Test
    void aSecondSourceCanHaveMessageIdsOfItsOwn() {
        JsonNode mapped = Segment.with("{'messageIdPrefix':'crm:'}").map("email", "sent", "{'customer_id':'u'}");

        assertThat(mapped.path("messageId").asText()).isEqualTo("crm:e1");
    }

    @Test
    void anIdThatIsTooLongForSegmentIsHashed() {
        assertThat(messageId("x".repeat(99))).isEqualTo("x".repeat(99));
        // printf 'x%.0s' $(seq 100) | sha256sum
        assertThat(messageId("x".repeat(100)))
                .isEqualTo("09ecb6ebc8bcefc733f6f2ec44f791abeed6a99edf0cc31519637898aebd52d8");
        assertThat(Segment.with("{'messageIdPrefix':'" + "p".repeat(32) + "'}")
                        .map("email", "sent", "{'customer_id':'u'}")
                        .path("messageId")
                        .asText())
                .isEqualTo("p".repeat(32) + "e1");
    }

    private String messageId(String eventId) {
        Outcome outcome = segment.outcome("{\"event_id\":\"" + eventId
                + "\",\"object_type\":\"email\",\"metric\":\"sent\",\"timestamp\":1,\"data\":{\"customer_id\":\"u\"}}");
        return Segment.json(((Outcome.Sent) outcome).mapped().json())
                .path("messageId")
                .asText();
    }

    @Test
    void timesAreIso8601WithMilliseconds() {
        Outcome outcome = segment.outcome(
                "{\"event_id\":\"e\",\"metric\":\"sent\",\"timestamp\":1669045350123,\"data\":{\"customer_id\":\"u\"}}");

        assertThat(Segment.json(((Outcome.Sent) outcome).mapped().json())
                        .path("timestamp")
                        .asText())
                .isEqualTo("2022-11-21T15:42:30.123Z");
    }

    @Test
    void segmentsOwnDestinationsAreChosenByTheSettings() {
        JsonNode mapped = Segment.with("{'integrations':{'All':false,'Mixpanel':{'x':1}}}")
                .map("email", "sent", "{'customer_id':'u'}");

        assertThat(mapped.path("integrations")).isEqualTo(Segment.json("{\"All\":false,\"Mixpanel\":{\"x\":1}}"));
        assertThat(segment.map("email", "sent", "{'customer_id':'u'}").has("integrations"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "email, sent, false, false",
        "email, sent, true, true",
        "email, opened, true, false",
        "customer, cio_subscription_preferences_changed, false, true"
    })
    void contentIsTheMessageOnlyWhereItIsAskedFor(
            String objectType, String metric, boolean bodyContent, boolean there) {
        JsonNode mapped = Segment.with("{'bodyContent':" + bodyContent + "}")
                .map(objectType, metric, "{'customer_id':'u','content':'hello'}");

        assertThat(mapped.path("properties").has("content")).isEqualTo(there);
    }

    @Test
    void aLongMessageIsCutSoThatTheEventFits() {
        Outcome outcome = Segment.with("{'bodyContent':true}")
                .outcome("email", "sent", "{'customer_id':'u','content':'" + "語".repeat(40_000) + "'}");

        assertThat(((Outcome.Sent) outcome).mapped().json()).hasSizeBetween(24_000, 31_999);
    }

    @Test
    void anOverrideTakesAnotherSourceByTheSameRule() {
        JsonNode mapped = Segment.overridden(
                        "userId", new MappingOverride.Replace(Optional.of("/data/account"), Optional.empty()))
                .map("email", "sent", "{'customer_id':'u','account':7}");

        assertThat(mapped.path("userId").textValue()).isEqualTo("7");
    }

    @Test
    void anOverrideReachesIntoTheContext() {
        JsonNode mapped = Segment.overridden("context.groupId", new MappingOverride.Constant(TextNode.valueOf("acme")))
                .map("email", "sent", "{'customer_id':'u'}");

        assertThat(mapped.at("/context/groupId").asText()).isEqualTo("acme");
        assertThat(mapped.at("/context/library/name").asText()).isEqualTo("sluice");
    }
}
