package dev.sluice.posthog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Destination;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostHogMappingTest {

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }

    private static Destination destination(String more) {
        return new PostHogPlugin().configure(json("{'projectApiKey':'phc_key'" + more + "}"));
    }

    private static ObjectNode map(String data) {
        return map("", data);
    }

    private static ObjectNode map(String settings, String data) {
        return destination(settings)
                .mapping()
                .map(json(
                        "{'event_id':'01E4','object_type':'in_app','metric':'clicked','timestamp':1669045350123,'data':"
                                + data + "}"));
    }

    @Test
    void mapsAnEvent() {
        assertThat(map("{'identifiers':{'id':'0042','email':'a@example.com','cio_id':'d9c1'},'campaign_id':7}"))
                .isEqualTo(json("""
                        {'event':'In App Clicked','distinct_id':'0042','uuid':'UUID',
                         'timestamp':'2022-11-21T15:42:30.123Z',
                         'properties':{'campaign_id':7,'email':'a@example.com','cio_id':'d9c1','event_id':'01E4',
                          '$lib':'sluice','$geoip_disable':true}}
                        """.replace("UUID", map("{}").path("uuid").asText())));
    }

    @Test
    void theUuidOfAnIdIsAlwaysTheSameAndAUuidStaysOne() {
        assertThat(map("{}").path("uuid").asText())
                .isEqualTo(map("{}").path("uuid").asText())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-3[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(EventUuids.CONVERSION
                        .function()
                        .apply(json("{'id':'017F22E2-79B0-7CC3-98C4-DC0C0C07398F'}")
                                .get("id"))
                        .asText())
                .isEqualTo("017F22E2-79B0-7CC3-98C4-DC0C0C07398F");
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "'null'", "'Guest'", "'undefined'", "true", "{}"})
    void anIdThatStandsForNobodyGivesWayToTheDevice(String id) {
        ObjectNode mapped =
                map("{'identifiers':{'id':" + id + "},'recipients':[{'device_id':'d-1','device_platform':'ios'}]}");

        assertThat(mapped.path("distinct_id").asText()).isEqualTo("d-1");
        assertThat(mapped.at("/properties/$device_id").asText()).isEqualTo("d-1");
        assertThat(mapped.at("/properties/platform").asText()).isEqualTo("iOS");
    }

    @Test
    void anEventOfNobodyHasNoIdentity() {
        assertThat(destination("").identify(map("{'identifiers':{'id':'anonymous'}}")))
                .isEmpty();
        assertThat(destination("").identify(map("{'identifiers':{'id':'7'}}"))).isPresent();
    }

    @Test
    void withoutPersonProfilesEventsSaySo() {
        assertThat(map(",'personProfiles':false", "{}")
                        .at("/properties/$process_person_profile")
                        .isBoolean())
                .isTrue();
        assertThat(map("{}").at("/properties/$process_person_profile").isMissingNode())
                .isTrue();
    }
}
