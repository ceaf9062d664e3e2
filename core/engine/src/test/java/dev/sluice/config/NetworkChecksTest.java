package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkChecksTest {

    private static final String SIGNED = "\"ingest\": {\"customerio\": {\"signingKeys\": [\"a signing key\"]}}";

    @Test
    void ingestThatIsOpenToOthersNeedsASigningKey() {
        assertThat(Loading.plain().errors("\"ingest\": {\"host\": \"0.0.0.0\"}"))
                .containsExactly(
                        "sluice.json: /ingest/host: \"0.0.0.0\" is open to others, and no signing key is set; give"
                                + " one in /ingest/customerio/signingKeys, bind to \"127.0.0.1\", or set /ingest/allowUnsigned to"
                                + " true");
    }

    @Test
    void anEmptySigningKeyIsNone() {
        assertThat(
                        Loading.plain()
                                .errors(
                                        "\"ingest\": {\"host\": \"::\", \"customerio\": {\"signingKeys\": [\"${env:KEY:-}\"]}}"))
                .singleElement()
                .asString()
                .contains("no signing key is set");
    }

    @Test
    void ingestThatIsOpenToOthersMayBeUnsignedWhereThatIsSaid() {
        LoadedConfig loaded = Loading.plain()
                .load(Loading.file("\"ingest\": {\"host\": \"0.0.0.0\", \"allowUnsigned\": true}", Loading.SINK));

        assertThat(loaded.warnings())
                .containsExactly(
                        "/ingest/customerio/signingKeys: no signing key, so anyone who reaches 0.0.0.0:8080 can"
                                + " post events; give the key that Customer.io shows with the webhook");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "localhost", "::1"})
    void onLoopbackAMissingSigningKeyIsAWarning(String host) {
        LoadedConfig loaded =
                Loading.plain().load(Loading.file("\"ingest\": {\"host\": \"" + host + "\"}", Loading.SINK));

        assertThat(loaded.warnings())
                .singleElement()
                .asString()
                .startsWith("/ingest/customerio/signingKeys: no signing key");
    }

    @Test
    void aSigningKeyMakesItRight() {
        assertThat(Loading.plain().load(Loading.file(SIGNED, Loading.SINK)).warnings())
                .isEmpty();
    }

    @Test
    void managementThatIsOpenToOthersNeedsAToken() {
        assertThat(Loading.plain().errors(SIGNED + ", \"management\": {\"host\": \"10.0.0.1\"}"))
                .containsExactly(
                        "sluice.json: /management/host: \"10.0.0.1\" is open to others, and no token is set; set"
                                + " /management/token or bind to \"127.0.0.1\"");
    }

    @Test
    void bothPortsOnOneAddressMustDiffer() {
        assertThat(Loading.plain().errors("\"ingest\": {\"port\": 9090}"))
                .containsExactly("sluice.json: /management/port: 9090 is also the port of ingest; choose another one");
    }

    @Test
    void bothPortsMayBeAnyFreeOne() {
        assertThat(Loading.plain()
                        .config("\"ingest\": {\"port\": 0}, \"management\": {\"port\": 0}")
                        .ingest()
                        .port())
                .isZero();
    }

    @Test
    void aBodyOfTheLargestSizeHasToFitIntoWhatMayBeInFlight() {
        assertThat(Loading.plain().errors("\"ingest\": {\"maxInFlightBytes\": \"1MiB\"}"))
                .containsExactly(
                        "sluice.json: /ingest/maxInFlightBytes: a body of /ingest/maxBodyBytes, 5MiB, would never"
                                + " fit into /ingest/maxInFlightBytes, 1MiB; raise the second or lower the first");
    }
}
