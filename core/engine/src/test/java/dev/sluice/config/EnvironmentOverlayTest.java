package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvironmentOverlayTest {

    private static final String FILE = Loading.file(
            "\"ingest\": {\"port\": 1111, \"customerio\": {\"signingKeys\": [\"a signing key\"]}}", Loading.SINK);

    @Test
    void aVariableGoesOverTheFile() {
        assertThat(Loading.with("SLUICE_INGEST_PORT", "2222")
                        .load(FILE)
                        .config()
                        .ingest()
                        .port())
                .isEqualTo(2222);
    }

    @Test
    void aPropertyGoesOverTheVariable() {
        assertThat(Loading.with("SLUICE_INGEST_PORT", "2222")
                        .property("sluice.ingest.port", "3333")
                        .load(FILE)
                        .config()
                        .ingest()
                        .port())
                .isEqualTo(3333);
    }

    @Test
    void whatTheFileSaysBesideItStays() {
        LoadedConfig loaded = Loading.with("SLUICE_INGEST_HOST", "::1").load(FILE);

        assertThat(loaded.config().ingest().port()).isEqualTo(1111);
        assertThat(loaded.config().ingest().customerio().signingKeys()).hasSize(1);
    }

    @Test
    void valuesHaveTheTypesOfTheSchema() {
        SluiceConfig config = Loading.with("SLUICE_INGEST_MAX_BODY_BYTES", "1MiB")
                .and("SLUICE_INGEST_MAX_IN_FLIGHT_BYTES", "2097152")
                .and("SLUICE_INGEST_ALLOW_UNSIGNED", "true")
                .and("SLUICE_INGEST_CUSTOMERIO_TIMESTAMP_TOLERANCE_SECONDS", "60")
                .and("SLUICE_JOURNAL_PATH", "1234")
                .property("sluice.shutdown.graceSeconds", "7")
                .load(FILE)
                .config();

        assertThat(config.ingest().maxBodyBytes()).isEqualTo(DataSize.mebibytes(1));
        assertThat(config.ingest().maxInFlightBytes()).isEqualTo(DataSize.mebibytes(2));
        assertThat(config.ingest().allowUnsigned()).isTrue();
        assertThat(config.ingest().customerio().timestampTolerance()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.journal().path()).hasToString("1234");
        assertThat(config.shutdown().grace()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aValueMayBeAReference() {
        assertThat(Loading.with("SLUICE_MANAGEMENT_TOKEN", "${env:TOKEN}")
                        .and("TOKEN", "bearer of news")
                        .load(FILE)
                        .config()
                        .management()
                        .token())
                .map(Secret::reveal)
                .contains("bearer of news");
    }

    @Test
    void anEmptyVariableCountsAsUnset() {
        assertThat(Loading.with("SLUICE_INGEST_PORT", "")
                        .load(FILE)
                        .config()
                        .ingest()
                        .port())
                .isEqualTo(1111);
    }

    @Test
    void anErrorSaysThatTheValueIsNotOfTheFile() {
        assertThat(Loading.with("SLUICE_INGEST_PORT", "http").errorsOf(FILE))
                .containsExactly(
                        "sluice.json: /ingest/port: \"http\" is not a whole number; write for example 8080 (set by"
                                + " the environment variable SLUICE_INGEST_PORT)");
        assertThat(Loading.plain().property("sluice.ingest.port", "70000").errorsOf(FILE))
                .containsExactly(
                        "sluice.json: /ingest/port: 70000 is over the maximum of 65535 (set by the system property"
                                + " sluice.ingest.port)");
    }

    @Test
    void aNameThatSetsNothingIsAWarning() {
        List<String> warnings = Loading.with("SLUICE_INGEST_PROT", "1")
                .and("SLUICE_HOME_OF_SOMETHING_ELSE", "/opt")
                .and("PATH", "/bin")
                .property("sluice.ingest.hots", "x")
                .property("java.version", "17")
                .load(FILE)
                .warnings();

        assertThat(warnings)
                .containsExactly(
                        "the environment variable SLUICE_HOME_OF_SOMETHING_ELSE names no key of the configuration and is"
                                + " not used",
                        "the environment variable SLUICE_INGEST_PROT names no key of the configuration and is not used;"
                                + " did you mean SLUICE_INGEST_PORT?",
                        "the system property sluice.ingest.hots names no key of the configuration and is not used; did you"
                                + " mean sluice.ingest.host?");
    }

    @Test
    void aVariableThatTheFileRefersToIsUsed() {
        String file = Loading.file(
                "\"ingest\": {\"customerio\": {\"signingKeys\": [\"${env:SLUICE_SIGNING_KEY}\"]}}", Loading.SINK);

        assertThat(Loading.with("SLUICE_SIGNING_KEY", "a signing key")
                        .load(file)
                        .warnings())
                .isEmpty();
    }
}
