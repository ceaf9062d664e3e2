package dev.sluice.mixpanel;

import static dev.sluice.mixpanel.Mixpanel.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.lane.LanePreview.Outcome;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The mapping table, row by row. */
class MixpanelMappingTest {

    private static final String PERSON_AND_DEVICE = """
            {'identifiers':{'id':'0042','email':'a@b.c','cio_id':'c1'},'campaign_id':7,
             'recipients':[{'device_id':'d1','device_platform':'ios'}]}""";

    private final Mixpanel mixpanel = Mixpanel.with("{}");

    @Test
    void mapsAnEventOfAProjectWithSimplifiedMerging() {
        assertThat(Mixpanel.with("{'accountId':1,'workspaceId':'56354'}").mapData(PERSON_AND_DEVICE))
                .isEqualTo(json("""
                        {'event':'Push Clicked',
                         'properties':{'campaign_id':7,'email':'a@b.c','cio_id':'c1','platform':'iOS','distinct_id':'0042',
                          '$user_id':'0042','$device_id':'d1','$insert_id':'01E4C4CT6YDC7Y5M7FE1GWWPQJ',
                          'time':1669045350000,'account_id':'1','workspace':'56354','ip':'0'}}"""));
    }

    @Test
    void mapsAnEventOfAProjectWithOriginalMerging() {
        assertThat(Mixpanel.with("{'idMerge':'original'}").mapData(PERSON_AND_DEVICE))
                .isEqualTo(json("""
                        {'event':'Push Clicked',
                         'properties':{'campaign_id':7,'email':'a@b.c','cio_id':'c1','platform':'iOS','distinct_id':'0042',
                          'device_id':'d1','$insert_id':'01E4C4CT6YDC7Y5M7FE1GWWPQJ','time':1669045350000,'ip':'0'}}"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "simplified | {'identifiers':{'id':'u'},'device_id':'d'}          | u",
                "simplified | {'identifiers':{'id':42}}                           | 42",
                "simplified | {'identifiers':{'id':'0','email':'a@b.c'}}          | a@b.c",
                "simplified | {'identifiers':{'email':'a@b.c'},'device_id':'d'}   | $device:d",
                "simplified | {'identifiers':{'id':'anonymous'},'device_id':'d'}  | $device:d",
                "simplified | {'identifiers':{'id':'Anonymous'},'device_id':'d'}  | Anonymous",
                "original   | {'identifiers':{'email':'a@b.c'},'device_id':'d'}   | d",
                "original   | {'identifiers':{'id':'u'},'device_id':'d'}          | u"
            })
    void anEventCountsForThePersonElseForTheDevice(String idMerge, String data, String distinctId) {
        JsonNode mapped = Mixpanel.with("{'idMerge':'" + idMerge + "'}").mapData(data);

        assertThat(mapped.at("/properties/distinct_id").textValue()).isEqualTo(distinctId);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000-0000-0000-0000-000000000000",
                "anon",
                "anonymous",
                "nil",
                "none",
                "null",
                "n/a",
                "na",
                "undefined",
                "unknown",
                "<nil>",
                "0",
                "-1",
                "true",
                "false",
                "[]",
                "{}",
                "",
                " "
            })
    void idsThatMixpanelRefusesCountAsAbsent(String id) {
        assertThat(mixpanel.outcome("e1", "{'identifiers':{'id':'" + id + "'},'device_id':'" + id + "'}"))
                .isEqualTo(new Outcome.Filtered("e1", "no-identity"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01E4C4CT6YDC7Y5M7FE1GWWPQJ", "x", "0b2cf6d2-8d4e-4d1a-9d2f-5e2f5a8c7b11"})
    void anEventIdThatFitsIsTheInsertId(String eventId) {
        JsonNode properties = mixpanel.map(eventId, "{'customer_id':'u'}").path("properties");

        assertThat(properties.path("$insert_id").asText()).isEqualTo(eventId);
        assertThat(properties.has("event_id")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789012345678901234567890123456", "with_underscore", "ü", "null", "-1", "a b"})
    void anotherOneIsMadeIntoOneAndKeptBesideIt(String eventId) {
        JsonNode properties = mixpanel.map(eventId, "{'customer_id':'u'}").path("properties");

        assertThat(properties.path("$insert_id").asText()).matches("[0-9a-f-]{36}");
        assertThat(properties)
                .isEqualTo(mixpanel.map(eventId, "{'customer_id':'u'}").path("properties"));
        assertThat(properties.path("event_id").asText()).isEqualTo(eventId);
    }

    @ParameterizedTest
    @CsvSource({"sent, true, true", "sent, false, false", "clicked, true, false"})
    void contentIsTheMessageOnlyWhereItIsAskedFor(String metric, boolean bodyContent, boolean there) {
        Outcome outcome = Mixpanel.with("{'bodyContent':" + bodyContent + "}")
                .outcome(metric, "e1", "{'customer_id':'u','content':'hello'}");

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Sent.class,
                        sent -> assertThat(new String(sent.mapped().json(), StandardCharsets.UTF_8)
                                        .contains("\"content\":\"hello\""))
                                .isEqualTo(there));
    }

    @Test
    void stringsAreCutWhereMixpanelCutsThem() {
        assertThat(mixpanel.mapData("{'customer_id':'u','subject':'" + "x".repeat(300) + "'}")
                        .at("/properties/subject")
                        .asText())
                .isEqualTo("x".repeat(255));
    }

    @Test
    void whatNestsTooDeeplyBecomesText() {
        JsonNode properties = mixpanel.mapData("{'customer_id':'u','a':{'b':{'c':{'d':1}}},'l':[[[1]]]}")
                .path("properties");

        assertThat(properties.path("a").toString()).isEqualTo("{\"b\":{\"c\":\"{\\\"d\\\":1}\"}}");
        assertThat(properties.path("l").toString()).isEqualTo("[[\"[1]\"]]");
    }

    @Test
    void onlySoManyEntriesAreKeptAsMixpanelTakes() {
        StringBuilder fields = new StringBuilder("'customer_id':'u'");
        for (int i = 0; i < 400; i++) {
            fields.append(",'f").append(i).append("':").append(i);
        }
        JsonNode many = mixpanel.mapData("{" + fields + "}").path("properties");
        JsonNode nested = mixpanel.mapData("{'customer_id':'u','o':{" + fields + "},'l':[" + "1,".repeat(300) + "1]}")
                .path("properties");

        assertThat(many.size()).isLessThan(255);
        assertThat(many.has("f228")).isTrue();
        assertThat(nested.path("o").size()).isEqualTo(254);
        assertThat(nested.path("l").size()).isEqualTo(254);
    }
}
