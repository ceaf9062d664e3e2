package dev.sluice.posthog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.Destination;
import dev.sluice.spi.Identity;
import dev.sluice.spi.InvalidSettingsException;
import dev.sluice.spi.MappedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostHogRequestsTest {

    private static final List<MappedEvent> BATCH = List.of(event("{\"a\":1}"), event("{\"b\":\"ü\"}"));

    private static MappedEvent event(String json) {
        return new MappedEvent("e", json.getBytes(StandardCharsets.UTF_8), Identity.NOBODY);
    }

    private static Destination destination(String settings) {
        try {
            ObjectNode parsed = (ObjectNode) new ObjectMapper().readTree(settings.replace('\'', '"'));
            return new PostHogPlugin()
                    .configure(parsed.has("projectApiKey") ? parsed : parsed.put("projectApiKey", "phc_key"));
        } catch (JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void aRequestHoldsTheKeyAndTheBatch() {
        DeliveryRequest request = destination("{}").request(BATCH, Instant.EPOCH);

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers()).containsEntry("Content-Type", "application/json");
        assertThat(request.gzipFromBytes()).isEmpty();
        assertThat(new String(request.body(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"api_key\":\"phc_key\",\"historical_migration\":false,\"batch\":[{\"a\":1},{\"b\":\"ü\"}]}");
    }

    @Test
    void historyIsMarkedAndCompressedWhereItIsAskedFor() {
        DeliveryRequest request =
                destination("{'historicalMigration':true,'gzip':true}").request(BATCH, Instant.EPOCH);

        assertThat(new String(request.body(), StandardCharsets.UTF_8)).contains("\"historical_migration\":true");
        assertThat(request.gzipFromBytes()).hasValue(2048);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                    | https://us.i.posthog.com/batch/",
                "{'region':'eu'}                                       | https://eu.i.posthog.com/batch/",
                "{'endpoint':'https://posthog.example.com'}            | https://posthog.example.com/batch/",
                "{'endpoint':'http://posthog_web:8000/','region':'eu'} | http://posthog_web:8000/batch/",
                "{'endpoint':'https://proxy.example.com/ph/batch'}     | https://proxy.example.com/ph/batch"
            })
    void sendsToTheRegionOrToTheServerGiven(String settings, String uri) {
        assertThat(destination(settings).endpoint()).hasToString(uri);
        assertThat(destination(settings).request(BATCH, Instant.EPOCH).uri()).hasToString(uri);
    }

    @Test
    void keepsWellBelowWhatPostHogThrowsAwayInSilence() {
        assertThat(destination("{}").limits().maxEventBytes()).isLessThan(1_000_000);
        assertThat(destination("{}").limits().maxBytes()).isLessThan(20_000_000);
    }

    @Test
    void aPersonsKeyIsRefusedWithoutBeingShown() {
        assertThatThrownBy(() -> destination("{'projectApiKey':'phx_personal-key'}"))
                .isInstanceOfSatisfying(InvalidSettingsException.class, invalid -> {
                    assertThat(invalid.pointer()).isEqualTo("/projectApiKey");
                    assertThat(invalid.getMessage()).contains("phc_").doesNotContain("phx_personal-key");
                });
    }
}
