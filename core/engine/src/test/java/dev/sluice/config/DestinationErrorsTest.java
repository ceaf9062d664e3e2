package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.spi.BatchLimits;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DestinationErrorsTest {

    @Test
    void idsAreUnique() {
        assertThat(Loading.plain().errorsOf("{\"destinations\": [" + Loading.SINK + ", " + Loading.SINK + "]}"))
                .containsExactly(
                        "sluice.json: /destinations/1/id: \"sink\" is also the id of /destinations/0; give each"
                                + " destination an id of its own");
    }

    @Test
    void ingestIsNoIdForADestination() {
        assertThat(Loading.plain().errorsOf(Loading.file("", Loading.SINK.replaceFirst("sink", "ingest"))))
                .containsExactly("sluice.json: /destinations/0/id: \"ingest\" is taken by Sluice's own ingest; choose"
                        + " another id");
    }

    @Test
    void anIdIsMadeOfLowerCaseLettersDigitsAndHyphens() {
        assertThat(Loading.plain().errorsOf(Loading.file("", Loading.SINK.replaceFirst("sink", "My Sink"))))
                .containsExactly("sluice.json: /destinations/0/id: \"My Sink\" is not a valid destination id; write for"
                        + " example \"amplitude\"");
    }

    @Test
    void anUnknownPluginGetsTheNearestAndAllThatAreLoaded() {
        assertThat(Loading.plain().errorsOf("""
                {"destinations": [{"id": "a", "plugin": "amplitud"}, {"id": "b", "plugin": "kinesis"}]}"""))
                .containsExactly(
                        "sluice.json: /destinations/0/plugin: \"amplitud\" is no plugin; did you mean \"amplitude\"? The"
                                + " plugins loaded are \"amplitude\", \"sink\"",
                        "sluice.json: /destinations/1/plugin: \"kinesis\" is no plugin; the plugins loaded are"
                                + " \"amplitude\", \"sink\"");
    }

    @Test
    void settingsAreCheckedAgainstThePluginsSchema() {
        assertThat(Loading.plain().errorsOf("""
                {"destinations": [{"id": "a", "plugin": "sink", "settings":
                    {"region": "uk", "bodyContent": "yes", "endpoint": "not a uri", "proxy": {}}}]}"""))
                .containsExactly(
                        "sluice.json: /destinations/0/settings/apiKey: this key is missing (The project's API key); write"
                                + " for example \"${env:SINK_API_KEY}\"",
                        "sluice.json: /destinations/0/settings/bodyContent: \"yes\" is not true or false",
                        "sluice.json: /destinations/0/settings/endpoint: \"not a uri\" is not a valid uri",
                        "sluice.json: /destinations/0/settings/proxy: {…} must be one of these: a string; an object with"
                                + " \"host\"",
                        "sluice.json: /destinations/0/settings/region: \"uk\" is not one of \"us\", \"eu\"");
    }

    @Test
    void whatThePluginSaysOfItsSettingsIsAnErrorAtItsPointerWithoutTheSecret() {
        assertThat(Loading.plain().errorsOf("""
                {"destinations": [{"id": "a", "plugin": "sink",
                                   "settings": {"apiKey": "test-0815", "region": "eu"}}]}"""))
                .containsExactly(
                        "sluice.json: /destinations/0/settings/apiKey: the test key *** works in region us only;"
                                + " use one for eu");
    }

    @Test
    void aPluginThatFailsIsAnErrorLikeAnyOther() {
        assertThat(Loading.plain().errorsOf("""
                {"destinations": [{"id": "a", "plugin": "sink",
                                   "settings": {"apiKey": "0123456789abcdef", "accountId": "broken"}}]}"""))
                .containsExactly("sluice.json: /destinations/0/settings: the plugin \"sink\" failed on these settings"
                        + " (java.lang.IllegalStateException: bug near ***); its author needs to know");
    }

    @Test
    void anOverrideNeedsAFieldThatTheDestinationHas() {
        assertThat(Loading.plain().errorsOfDestination("""
                "mapping": {"event_properites.team": {"value": 1}, "colour": {"value": 1}, "ip": {"value": "::1"},
                            "location.country": {"value": 1}, "user_id": {"from": "/data/customer_id"}}"""))
                .containsExactly(
                        "sluice.json: /destinations/0/mapping/colour: the destination has no field \"colour\"; its fields"
                                + " are \"event_properties\", \"event_type\", \"insert_id\", \"ip\", \"location\","
                                + " \"user_id\"",
                        "sluice.json: /destinations/0/mapping/event_properites.team: the destination has no field"
                                + " \"event_properites\"; did you mean \"event_properties.team\"?");
    }

    @Test
    void anOverridesTargetIsAFieldOrAFieldInOne() {
        assertThat(Loading.plain().errorsOfDestination("\"mapping\": {\"event_properties..a\": {\"value\": 1}}"))
                .containsExactly("sluice.json: /destinations/0/mapping/event_properties..a: this is no target; write a"
                        + " field, or a field in one after a dot: event_properties.team");
    }

    @Test
    void whatTheDestinationCantDoWithoutIsNotDropped() {
        assertThat(Loading.plain().errorsOfDestination("""
                "mapping": {"insert_id": {"drop": true}, "event_properties": {"drop": true}}"""))
                .containsExactly("sluice.json: /destinations/0/mapping/insert_id: the destination can't do without"
                        + " \"insert_id\", so it can't be dropped; take it from elsewhere with {\"from\": \"/data/…\"} or"
                        + " remove this override");
    }

    @Test
    void aBatchIsNotMoreThanTheDestinationTakes() {
        assertThat(Loading.plain().errorsOfDestination("\"batch\": {\"maxEvents\": 3000, \"maxBytes\": \"3MiB\"}"))
                .containsExactly(
                        "sluice.json: /destinations/0/batch/maxBytes: \"3MiB\" is more than the destination takes in a"
                                + " request; write at most \"2MiB\"",
                        "sluice.json: /destinations/0/batch/maxEvents: 3000 is more than the destination takes in a"
                                + " request; write at most 2000");
    }

    @Test
    void aDefaultGivesWayToWhatTheDestinationTakes() {
        SinkPlugin small = new SinkPlugin("sink", new BatchLimits(100, 65_536, 65_536));
        ConfigLoader loader = new ConfigLoader(Map.of("sink", small), Environment.EMPTY);

        BatchConfig batch = loader.loadText("sluice.json", Loading.file("", Loading.SINK))
                .config()
                .destinations()
                .get(0)
                .batch();

        assertThat(batch.maxEvents()).isEqualTo(100);
        assertThat(batch.maxBytes()).isEqualTo(new DataSize(65_536));
    }

    @Test
    void mistakesInTheMappingComeToLightBesideMistakesInTheSettings() {
        assertThat(Loading.plain().errorsOf("""
                {"destinations": [{"id": "a", "plugin": "sink", "settings": {"apiKey": "${env:NOT_SET}"},
                                   "mapping": {"insert_id": {"drop": true}}, "batch": {"maxEvents": 3000}}]}"""))
                .extracting(line -> line.split(": ")[1])
                .containsExactly(
                        "/destinations/0/batch/maxEvents",
                        "/destinations/0/mapping/insert_id",
                        "/destinations/0/settings/apiKey");
    }
}
