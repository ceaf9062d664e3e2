package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShippedConfigTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static String shipped() throws IOException {
        return Files.readString(Path.of("../../conf/sluice.json"));
    }

    @Test
    void needsNothingButAnApiKey() throws IOException {
        LoadedConfig loaded =
                Loading.with("AMPLITUDE_API_KEY", "0123456789abcdef").load(shipped());

        assertThat(loaded.config().ingest().customerio().signingKeys()).isEmpty();
        assertThat(loaded.config().destinations())
                .extracting(DestinationConfig::id)
                .containsExactly("amplitude");
        assertThat(loaded.warnings())
                .containsExactly(
                        "/ingest/customerio/signingKeys: no signing key, so anyone who reaches 127.0.0.1:8080 can"
                                + " post events; give the key that Customer.io shows with the webhook");
    }

    @Test
    void saysInOneLineThatTheApiKeyIsMissing() throws IOException {
        assertThat(Loading.plain().errorsOf(shipped()))
                .containsExactly(
                        "sluice.json: /destinations/0/settings/apiKey: the environment variable AMPLITUDE_API_KEY"
                                + " is not set; set it to the value that belongs here, for example with export"
                                + " AMPLITUDE_API_KEY=…");
    }

    @Test
    void checksSignaturesWhereTheKeyIsSet() throws IOException {
        LoadedConfig loaded = Loading.with("AMPLITUDE_API_KEY", "0123456789abcdef")
                .and("CUSTOMERIO_SIGNING_KEY", "a signing key")
                .load(shipped());

        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.config().ingest().customerio().signingKeys())
                .extracting(Secret::reveal)
                .containsExactly("a signing key");
    }

    @Test
    void saysWhatHoldsWithoutItAnyway() throws IOException {
        SluiceConfig shipped = Loading.with("AMPLITUDE_API_KEY", "0123456789abcdef")
                .load(shipped())
                .config();
        SluiceConfig smallest = Loading.plain().config("");

        assertThat(shipped.ingest()).isEqualTo(smallest.ingest());
        assertThat(shipped.journal()).isEqualTo(smallest.journal());
        assertThat(shipped.management()).isEqualTo(smallest.management());
        assertThat(shipped.shutdown()).isEqualTo(smallest.shutdown());
        assertThat(shipped.destinations().get(0).batch())
                .isEqualTo(smallest.destinations().get(0).batch());
        assertThat(shipped.destinations().get(0).delivery())
                .isEqualTo(smallest.destinations().get(0).delivery());
    }

    @Test
    void describesAClusterOfThreeWithItsJournalInKafka() throws IOException {
        LoadedConfig loaded =
                Loading.with("AMPLITUDE_API_KEY", "0123456789abcdef").load(clustered());

        assertThat(loaded.warnings()).singleElement().asString().startsWith("/ingest/customerio/signingKeys: ");
        assertThat(cluster(loaded).members()).containsExactly("127.0.0.1:5701", "127.0.0.1:5702", "127.0.0.1:5703");
        assertThat(cluster(loaded).roles()).containsExactlyInAnyOrder(ClusterConfig.Role.values());
        assertThat(loaded.config().journal().kafka())
                .hasValueSatisfying(kafka -> assertThat(kafka.replication()).isEqualTo(3));
    }

    @Test
    void needsNoOtherFileForAnotherNode() throws IOException {
        LoadedConfig second = Loading.with("AMPLITUDE_API_KEY", "0123456789abcdef")
                .and("SLUICE_CLUSTER_NODE_ID", "b")
                .and("SLUICE_CLUSTER_PORT", "5702")
                .and("SLUICE_INGEST_PORT", "8082")
                .and("SLUICE_MANAGEMENT_PORT", "9082")
                .and("SLUICE_JOURNAL_REPLICATION", "1")
                .load(clustered());

        assertThat(cluster(second).nodeId()).isEqualTo("b");
        assertThat(cluster(second).port()).isEqualTo(5702);
        assertThat(second.config().ingest().port()).isEqualTo(8082);
        assertThat(second.config().management().port()).isEqualTo(9082);
        assertThat(second.config().journal().kafka())
                .hasValueSatisfying(kafka -> assertThat(kafka.replication()).isEqualTo(1));
    }

    @Test
    void deliversTheSameToAmplitudeFromOneNodeAndFromThree() throws IOException {
        Loading loading = Loading.with("AMPLITUDE_API_KEY", "0123456789abcdef");

        assertThat(loading.load(clustered()).config().destinations())
                .isEqualTo(loading.load(shipped()).config().destinations());
    }

    @Test
    void isTriedWithASandboxAndOneBrokerAndNothingElseChanged() throws IOException {
        ObjectNode shipped = (ObjectNode) JSON.readTree(clustered());
        shipped.put("$schema", "../../conf/sluice.schema.json");
        shipped.withObject("/journal").put("replication", 1);
        ((ObjectNode) shipped.at("/destinations/0/settings"))
                .put("apiKey", "sandbox-api-key")
                .put("endpoint", "http://127.0.0.1:8090/batch");

        assertThat(JSON.readTree(Files.readString(Path.of("../../examples/cluster/cluster.json"))))
                .isEqualTo(shipped);
    }

    private static String clustered() throws IOException {
        return Files.readString(Path.of("../../conf/cluster.json"));
    }

    private static ClusterConfig cluster(LoadedConfig loaded) {
        return loaded.config().cluster().orElseThrow();
    }
}
