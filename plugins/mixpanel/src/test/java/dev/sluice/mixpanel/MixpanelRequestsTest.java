package dev.sluice.mixpanel;

import static dev.sluice.mixpanel.Mixpanel.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.BatchLimits;
import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.Identity;
import dev.sluice.spi.InvalidSettingsException;
import dev.sluice.spi.MappedEvent;
import dev.sluice.spi.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixpanelRequestsTest {

    private static MappedEvent event(String json) {
        return new MappedEvent("e", json.getBytes(StandardCharsets.UTF_8), Identity.NOBODY);
    }

    private static DeliveryRequest request(Mixpanel mixpanel) {
        return mixpanel.destination().request(List.of(event("{\"a\":1}"), event("{\"b\":\"ü\"}")), Instant.EPOCH);
    }

    private static String decoded(DeliveryRequest request) {
        String header = request.headers().get("Authorization");
        assertThat(header).startsWith("Basic ");
        return new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8);
    }

    @Test
    void aRequestIsAnArrayOfEventsFromAServiceAccount() {
        DeliveryRequest request = request(Mixpanel.with("{}"));

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).hasToString("https://api.mixpanel.com/import?strict=1&project_id=42");
        assertThat(request.headers()).containsEntry("Content-Type", "application/json");
        assertThat(decoded(request)).isEqualTo("account:" + Mixpanel.SECRET);
        assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("[{\"a\":1},{\"b\":\"ü\"}]");
        assertThat(request.gzipFromBytes()).hasValue(2048);
    }

    @Test
    void aTokenNamesItsProjectAndHasNoPassword() {
        DeliveryRequest request = request(Mixpanel.withOnly("{'projectToken':'a-token','gzip':false}"));

        assertThat(request.uri()).hasToString("https://api.mixpanel.com/import?strict=1");
        assertThat(decoded(request)).isEqualTo("a-token:");
        assertThat(request.gzipFromBytes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                           | https://api.mixpanel.com/import",
                "{'region':'eu'}                              | https://api-eu.mixpanel.com/import",
                "{'region':'in'}                              | https://api-in.mixpanel.com/import",
                "{'endpoint':'https://proxy.example:1','region':'eu'} | https://proxy.example:1/import",
                "{'endpoint':'http://127.0.0.1:1/mp/import'}  | http://127.0.0.1:1/mp/import"
            })
    void sendsToTheRegionOrTheEndpointGiven(String settings, String uri) {
        Mixpanel mixpanel = Mixpanel.with(settings);

        assertThat(mixpanel.destination().endpoint()).hasToString(uri);
        assertThat(request(mixpanel).uri()).hasToString(uri + "?strict=1&project_id=42");
    }

    @Test
    void anEndpointKeepsItsOwnQuery() {
        assertThat(request(Mixpanel.with("{'endpoint':'https://proxy.example/x?a=b','projectId':'4 2'}"))
                        .uri())
                .hasToString("https://proxy.example/x?a=b&strict=1&project_id=4+2");
    }

    @Test
    void keepsToTheDocumentedLimits() {
        assertThat(Mixpanel.with("{}").destination().limits()).isEqualTo(new BatchLimits(2_000, 10_000_000, 999_999));
    }

    @Test
    void theProbeHoldsOneEventThatCannotBeTakenIn() {
        DeliveryRequest probe =
                Mixpanel.with("{}").destination().probe(Instant.EPOCH).orElseThrow();
        JsonNode events = json(new String(probe.body(), StandardCharsets.UTF_8));

        assertThat(events).hasSize(1);
        assertThat(RefusedIds.contains(events.at("/0/properties/distinct_id").asText()))
                .isTrue();
        assertThat(RefusedIds.contains(events.at("/0/properties/$insert_id").asText()))
                .isTrue();
        assertThat(probe.uri()).isEqualTo(request(Mixpanel.with("{}")).uri());
        assertThat(probe.headers()).isEqualTo(request(Mixpanel.with("{}")).headers());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                       | /projectId",
                "{'projectId':1}                                          | /serviceAccountUsername",
                "{'projectId':1,'serviceAccountUsername':'a'}             | /serviceAccountSecret",
                "{'serviceAccountUsername':'a','serviceAccountSecret':'s'} | /projectId",
                "{'projectToken':'t','serviceAccountSecret':'s'}          | /projectToken"
            })
    void credentialsThatAreNotWholeAreRefused(String settings, String pointer) {
        assertThatThrownBy(() -> Mixpanel.withOnly(settings))
                .isInstanceOfSatisfying(
                        InvalidSettingsException.class,
                        invalid -> assertThat(invalid.pointer()).isEqualTo(pointer));
    }

    @Test
    void noTextShowsTheSecret() {
        ObjectNode settings = (ObjectNode) json("{'projectToken':'a-token'}");
        MixpanelSettings withToken = MixpanelSettings.of(Settings.of(new MixpanelPlugin(), settings));

        assertThat(withToken + " " + withToken.credentials()).doesNotContain("a-token");
        assertThat(request(Mixpanel.with("{}")).toString()).doesNotContain(Mixpanel.SECRET);
    }
}
