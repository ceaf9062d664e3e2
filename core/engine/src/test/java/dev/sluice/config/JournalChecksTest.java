package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JournalChecksTest {

    private final Loading loading = Loading.plain();

    @Test
    void aJournalInKafkaIsReadWithAllItSays() {
        JournalConfig journal = loading.config("""
                "ingest": {"maxBodyBytes": "2MiB"},
                "journal": {"type": "kafka", "bootstrapServers": "a:9092,b:9092", "topic": "mine", "partitions": 3, "replication": 2,
                            "client": {"security.protocol": "SSL", "ssl.key.password": "very secret"}}""").journal();

        assertThat(journal.kafka())
                .contains(new KafkaConfig(
                        "a:9092,b:9092",
                        "mine",
                        3,
                        2,
                        DataSize.mebibytes(2),
                        Optional.empty(),
                        Map.of("security.protocol", new Secret("SSL"), "ssl.key.password", new Secret("very secret"))));
        assertThat(journal.place()).isEqualTo("the topic mine at a:9092,b:9092");
    }

    @Test
    void itNeedsBrokersAndNoMoreThanThat() {
        assertThat(errors("{\"type\": \"kafka\"}"))
                .singleElement()
                .asString()
                .contains("/journal/bootstrapServers", "needs brokers");
        KafkaConfig smallest = config("{\"type\": \"kafka\", \"bootstrapServers\": \"a:9092\"}")
                .journal()
                .kafka()
                .orElseThrow();
        assertThat(smallest)
                .isEqualTo(new KafkaConfig(
                        "a:9092", "sluice.events", 12, 3, DataSize.mebibytes(5), Optional.empty(), Map.of()));
    }

    @Test
    void onlySecurityIsPassedOnToItsClients() {
        assertThat(errors("""
                {"type": "kafka", "bootstrapServers": "a:9092", "client": {"acks": "1"}}""")).singleElement().asString().contains("/journal/client");
    }

    @Test
    void whatANodeCannotKeepAloneIsRefused() {
        assertThat(loading.errorsOf("""
                {"ingest": {"dedupeWindowEvents": 5, "maxBodyBytes": "65MiB", "maxInFlightBytes": "80MiB"},
                 "journal": {"type": "kafka", "bootstrapServers": "a:9092"},
                 "destinations": [{"id": "a", "plugin": "sink", "settings": {"apiKey": "0123456789abcdef"}}]}"""))
                .hasSize(2)
                .anyMatch(error -> error.contains("/ingest/dedupeWindowEvents") && error.contains("no node knows"))
                .anyMatch(error -> error.contains("/ingest/maxBodyBytes") && error.contains("64MiB"));
    }

    @Test
    void keysOfTheOtherKindAreWarnedOf() {
        assertThat(warnings("{\"type\": \"sqlite\", \"topic\": \"mine\"}"))
                .anyMatch(
                        warning -> warning.contains("/journal/topic: is not used, since /journal/type is \"sqlite\""));
        assertThat(warnings("{\"type\": \"kafka\", \"bootstrapServers\": \"a:1\", \"path\": \"x.db\"}"))
                .anyMatch(warning -> warning.contains("/journal/path: is not used"));
    }

    private SluiceConfig config(String journal) {
        return loading.config("\"journal\": " + journal);
    }

    private List<String> errors(String journal) {
        return loading.errors("\"journal\": " + journal);
    }

    private List<String> warnings(String journal) {
        return loading.load(Loading.file("\"journal\": " + journal, Loading.SINK))
                .warnings();
    }
}
