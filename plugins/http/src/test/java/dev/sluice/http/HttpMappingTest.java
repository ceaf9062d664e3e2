package dev.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.config.MappingOverride;
import dev.sluice.lane.LanePreview.Outcome;
import dev.sluice.testkit.fuzz.Fuzzing;
import dev.sluice.testkit.fuzz.HostileJson;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is sent for an event, with a template and without one. */
class HttpMappingTest {

    @Test
    void withoutATemplateTheEventItselfIsSentInItsNormalForm() {
        assertThat(Http.with("{}")
                        .send("{'customer_id':'0042','n':1.10,'big':12345678901234567890123,'deep':{'l':[1,'x']}}"))
                .isEqualTo(
                        "{\"event_id\":\"e1\",\"object_type\":\"email\",\"metric\":\"sent\",\"timestamp\":1669045350,"
                                + "\"data\":{\"customer_id\":\"0042\",\"n\":1.10,\"big\":12345678901234567890123,"
                                + "\"deep\":{\"l\":[1,\"x\"]}}}");
    }

    @Test
    void anEventOfTheOldFormIsSentInTheNewOne() {
        Outcome outcome = Http.with("{}")
                .outcomeOf(
                        "{\"event_id\":\"e1\",\"event_type\":\"email_sent\",\"timestamp\":\"1669045350\",\"data\":{}}");

        assertThat(Http.text(HttpMapping.body(((Outcome.Sent) outcome).mapped())))
                .isEqualTo(
                        "{\"event_id\":\"e1\",\"object_type\":\"email\",\"metric\":\"sent\",\"timestamp\":1669045350,"
                                + "\"data\":{}}");
    }

    @Test
    void anEventOfNobodyIsSentToo() {
        assertThat(Http.with("{}").outcome("{}")).isInstanceOf(Outcome.Sent.class);
    }

    @Test
    void aTemplateSaysWhatIsSent() {
        assertThat(Http.withBody(
                                "{'id': event_id, 'type': object_type + '.' + metric, 'at': timestamp, 'who': data.who}")
                        .send("{'who':{'id':'0042','n':1.10,'gone':null}}"))
                .isEqualTo(
                        "{\"id\":\"e1\",\"type\":\"email.sent\",\"at\":1669045350,\"who\":{\"id\":\"0042\",\"n\":1.10}}");
    }

    @Test
    void aTemplateMayGiveAListOrAText() {
        assertThat(Http.withBody("[event_id, data.n]").send("{'n':7}")).isEqualTo("[\"e1\",7]");
        assertThat(Http.withBody("metric + ' \"' + event_id + '\"'").send("{}")).isEqualTo("\"sent \\\"e1\\\"\"");
    }

    @Test
    void anEventOnWhichTheTemplateFailsBecomesADeadLetterThatSaysWhy() {
        assertThat(Http.withBody("{'who': data.person.id}").outcome("{'person':{}}"))
                .isEqualTo(new Outcome.Dead("the template in settings.body fails on this event: evaluation error at"
                        + " <input>:19: key 'id' is not present in map."));
        assertThat(Http.withBody("data.x").outcome("{'x':7}"))
                .isEqualTo(new Outcome.Dead("the template in settings.body gives number for this event; it must give a"
                        + " map, a list or a string"));
    }

    @Test
    void whatATemplateFailsOnIsNotQuotedFromTheEvent() {
        assertThat(Http.withBody("{'n': int(data.mail)}").outcome("{'mail':'someone@example.com'}"))
                .isEqualTo(
                        new Outcome.Dead(
                                "the template in settings.body fails on this event: evaluation error at <input>:9: bad format"));
    }

    @Test
    void anOverrideReachesIntoTheBody() {
        assertThat(Http.overridden("body.data.subject", new MappingOverride.Drop())
                        .send("{'subject':'s','kept':1}"))
                .endsWith("\"data\":{\"kept\":1}}");
        assertThat(Http.overridden("body.team", new MappingOverride.Constant(TextNode.valueOf("growth")))
                        .send("{}"))
                .endsWith("\"data\":{},\"team\":\"growth\"}");
        assertThat(Http.overridden(
                                "body.timestamp",
                                new MappingOverride.Replace(Optional.of("/data/at"), Optional.empty()))
                        .send("{'at':'noon'}"))
                .contains("\"timestamp\":\"noon\"");
    }

    @Test
    void aTemplateWeighsWhatItGives() {
        Outcome outcome = Http.withBody("{'id': event_id}").outcome("{'content':'" + "x".repeat(10_000) + "'}");

        assertThat(((Outcome.Sent) outcome).mapped().json()).asString().isEqualTo("{\"body\":{\"id\":\"e1\"}}");
    }

    @Test
    void everyEventIsSentOrBecomesADeadLetterAndWhatIsSentIsJson() {
        List<Http> destinations = List.of(
                Http.with("{}"),
                Http.withBody("{'all': data, 'name': data.?a.orValue(metric)}"),
                Http.withBody("data.l.map(x, {'v': x, 't': [x, timestamp]})"));
        ObjectNode event = (ObjectNode) Http.json("""
                {"event_id":"e1","object_type":"email","metric":"sent","timestamp":1669045350,
                 "data":{"a":{"b":[1,null,2.5]},"l":["x",{"y":true}]}}""");
        Fuzzing.run(1_000, random -> {
            String webhook = HostileJson.written(HostileJson.mutated(event, random), random);
            for (Http http : destinations) {
                if (http.outcomeOf(webhook) instanceof Outcome.Sent sent) {
                    assertThat(Http.json(Http.text(HttpMapping.body(sent.mapped())))
                                    .isMissingNode())
                            .isFalse();
                }
            }
        });
    }
}
