package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnknownKeysTest {

    @Test
    void aMisspeltKeyGetsTheOneThatIsMeant() {
        assertThat(Loading.plain().errors("\"ingest\": {\"prot\": 1, \"max_body_bytes\": 1}"))
                .containsExactly(
                        "sluice.json: /ingest/max_body_bytes: unknown key; did you mean \"maxBodyBytes\"?",
                        "sluice.json: /ingest/prot: unknown key; did you mean \"port\"?");
    }

    @Test
    void aKeyInTheWrongPlaceIsToldWhereItBelongs() {
        assertThat(Loading.plain().errors("\"ingest\": {\"customerio\": {\"allowUnsigned\": true}}"))
                .containsExactly(
                        "sluice.json: /ingest/customerio/allowUnsigned: unknown key; it belongs at /ingest/allowUnsigned");
    }

    @Test
    void aKeyThatBelongsInSeveralPlacesIsToldAllOfThem() {
        assertThat(Loading.plain().errors("\"shutdown\": {\"maxEvents\": 1}"))
                .containsExactly("sluice.json: /shutdown/maxEvents: unknown key; it belongs at"
                        + " /destinations/0/batch/maxEvents or /destinations/0/window/maxEvents");
    }

    @Test
    void aSettingOutsideTheSettingsBelongsIntoThem() {
        assertThat(Loading.plain().errorsOfDestination("\"region\": \"eu\""))
                .containsExactly(
                        "sluice.json: /destinations/0/region: unknown key; it belongs at /destinations/0/settings/region");
    }

    @Test
    void aMisspeltKeyInTheWrongPlaceIsFoundToo() {
        assertThat(Loading.plain().errors("\"shutdown\": {\"lingerMilis\": 1}"))
                .containsExactly("sluice.json: /shutdown/lingerMilis: unknown key; did you mean"
                        + " /destinations/0/batch/lingerMillis?");
    }

    @Test
    void aMisspeltSettingGetsTheOneThatIsMeant() {
        assertThat(Loading.plain().errorsOf("""
                {"destinations": [{"id": "a", "plugin": "sink",
                                   "settings": {"apiKey": "0123456789abcdef", "regoin": "eu"}}]}"""))
                .containsExactly("sluice.json: /destinations/0/settings/regoin: unknown key; did you mean \"region\"?");
    }

    @Test
    void whereNothingIsNearTheKeysThatExistAreListed() {
        assertThat(Loading.plain().errors("\"journal\": {\"compression\": true}"))
                .containsExactly("sluice.json: /journal/compression: unknown key; the keys here are"
                        + " \"bootstrapServers\", \"client\", \"deadLetters\", \"history\", \"maxBytes\","
                        + " \"partitions\", \"path\", \"replication\", \"topic\", \"type\"");
    }

    @Test
    void whateverAKeyIsMadeOfItsErrorIsOneLine() {
        assertThat(Loading.plain().errors("\"a\\nb" + "c".repeat(10_000) + "\": 1"))
                .singleElement()
                .asString()
                .startsWith("sluice.json: /a bccc")
                .doesNotContain("\n");
    }

    @Test
    void theValueOfAnUnknownKeyIsNotShownSinceItMayBeSecret() {
        String error = Loading.plain()
                .failure("{\"api_key\": \"hunter2 hunter2\", \"destinations\": [" + Loading.SINK + "]}")
                .getMessage();

        assertThat(error)
                .isEqualTo("sluice.json: /api_key: unknown key; did you mean /destinations/0/settings/apiKey?");
    }
}
