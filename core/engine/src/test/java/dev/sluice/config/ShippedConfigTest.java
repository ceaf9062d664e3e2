package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShippedConfigTest {

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
}
