package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigTreeTest {

    private static ConfigTree tree(String keys) {
        return Loading.plain().load(Loading.file(keys, Loading.SINK)).tree();
    }

    private static List<String> differences(String one, String other) {
        return tree(one).differences(tree(other), Set.of("destinations"));
    }

    @Test
    void namesEachValueThatDiffers() {
        assertThat(differences(
                        "\"ingest\": {\"port\": 1, \"host\": \"127.0.0.1\"}, \"journal\": {\"maxBytes\": \"1GiB\"}",
                        "\"ingest\": {\"port\": 2, \"host\": \"127.0.0.1\"}, \"journal\": {\"maxBytes\": \"2GiB\"}"))
                .containsExactly("/ingest/port", "/journal/maxBytes");
    }

    @Test
    void aDefaultThatIsWrittenDownIsNoDifference() {
        assertThat(differences("", "\"ingest\": {\"port\": 8080}")).isEmpty();
    }

    @Test
    void aListIsOneValueAndAKeyThatIsNotThereIsOneToo() {
        assertThat(differences(
                        "\"ingest\": {\"customerio\": {\"signingKeys\": [\"a\"]}}",
                        "\"ingest\": {\"customerio\": {\"signingKeys\": [\"a\", \"b\"]}}"))
                .containsExactly("/ingest/customerio/signingKeys");
        assertThat(differences("", "\"$schema\": \"./sluice.schema.json\"")).containsExactly("/$schema");
    }

    @Test
    void whatMayDifferIsLeftOut() {
        ConfigTree other = Loading.plain()
                .load(Loading.file("", Loading.SINK.replace("\"id\": \"sink\"", "\"id\": \"other\"")))
                .tree();

        assertThat(tree("").differences(other, Set.of("destinations"))).isEmpty();
        assertThat(tree("").differences(other, Set.of())).containsExactly("/destinations");
    }

    @Test
    void tellsNothingOfWhatItHolds() {
        assertThat(tree("\"management\": {\"token\": \"bearer of news\"}")).hasToString("a configuration");
    }
}
