package dev.sluice.amplitude;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.lane.LanePreview.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The mapping table, row by row: of whom and of which device the event is. */
class IdentityMappingTest {

    private final Amplitude amplitude = Amplitude.with("{}");

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
                "{'recipients':[{'device_id':'d1','device_platform':' '}],'device_platform':'ios'}    | d1 | iOS",
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
}
