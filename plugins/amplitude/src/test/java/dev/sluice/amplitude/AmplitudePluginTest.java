package dev.sluice.amplitude;

import static dev.sluice.amplitude.Amplitude.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.MappingOverride;
import dev.sluice.config.Secret;
import dev.sluice.lane.LanePreview.Outcome;
import dev.sluice.spi.BatchLimits;
import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.spi.Identity;
import dev.sluice.spi.InvalidSettingsException;
import dev.sluice.spi.MappedEvent;
import dev.sluice.spi.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmplitudePluginTest {

    private static MappedEvent event(String json) {
        return new MappedEvent("e", json.getBytes(StandardCharsets.UTF_8), Identity.NOBODY);
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(DestinationPlugin.class))
                .extracting(DestinationPlugin::name)
                .containsExactly("amplitude");
    }

    @Test
    void itsExampleSettingsConfigureADestination() {
        AmplitudePlugin plugin = new AmplitudePlugin();
        ObjectNode example = (ObjectNode) plugin.settingsSchema().at("/examples/0");

        assertThat(plugin.configure(example).endpoint())
                .isEqualTo(plugin.endpoints().get("us"));
    }

    @Test
    void everySettingIsDescribedAndTheKeyIsSecret() {
        JsonNode properties = new AmplitudePlugin().settingsSchema().path("properties");

        assertThat(properties).allMatch(property -> property.hasNonNull("description"));
        assertThat(properties.at("/apiKey/writeOnly").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                | https://api2.amplitude.com/batch",
                "{'region':'eu'}                                   | https://api.eu.amplitude.com/batch",
                "{'api':'http'}                                    | https://api2.amplitude.com/2/httpapi",
                "{'api':'http','region':'eu'}                      | https://api.eu.amplitude.com/2/httpapi",
                "{'endpoint':'http://127.0.0.1:1/x','region':'eu'} | http://127.0.0.1:1/x",
                "{'endpoint':'http://sandbox_1:8080/batch'}        | http://sandbox_1:8080/batch"
            })
    void sendsToTheRegionsApiOrTheEndpointGiven(String settings, String uri) {
        Amplitude amplitude = Amplitude.with(settings.replace('\'', '"'));

        assertThat(amplitude.destination().endpoint()).hasToString(uri);
        assertThat(amplitude.destination().request(List.of(), Instant.EPOCH).uri())
                .hasToString(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://",
                "https:///batch",
                "http://a b",
                "http://me:secret@host/",
                "http://host/#part",
                "http://host:port/",
                "http://host:99999/",
                "http://:443/",
                "http://a:b:1/"
            })
    void anEndpointThatIsNoAddressIsRefused(String endpoint) {
        assertThatThrownBy(() -> Amplitude.with("{\"endpoint\":\"" + endpoint + "\"}"))
                .isInstanceOfSatisfying(
                        InvalidSettingsException.class,
                        invalid -> assertThat(invalid.pointer()).isEqualTo("/endpoint"));
    }

    @Test
    void aRequestHoldsKeyEventsAndOptions() {
        DeliveryRequest request = Amplitude.with("{}")
                .destination()
                .request(List.of(event("{\"a\":1}"), event("{\"b\":\"ü\"}")), Instant.EPOCH);

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers()).containsEntry("Content-Type", "application/json");
        assertThat(request.gzipFromBytes()).isEmpty();
        assertThat(json(request.body())).isEqualTo(json("""
                        {"api_key":"%s","events":[{"a":1},{"b":"ü"}],"options":{"min_id_length":1}}
                        """.formatted(Amplitude.KEY)));
    }

    @Test
    void theShortestIdAndCompressionCanBeSet() {
        DeliveryRequest request = Amplitude.with("{\"minIdLength\":5,\"gzip\":true}")
                .destination()
                .request(List.of(), Instant.EPOCH);

        assertThat(json(request.body()).at("/options/min_id_length").asInt()).isEqualTo(5);
        assertThat(request.gzipFromBytes()).hasValue(2048);
    }

    @Test
    void theProbeIsARequestWithoutEvents() {
        DeliveryRequest probe =
                Amplitude.with("{}").destination().probe(Instant.EPOCH).orElseThrow();

        assertThat(json(probe.body()).path("events")).isEmpty();
        assertThat(json(probe.body()).path("api_key").asText()).isEqualTo(Amplitude.KEY);
    }

    @Test
    void keepsToTheLimitsOfEachApi() {
        assertThat(Amplitude.with("{}").destination().limits())
                .isEqualTo(new BatchLimits(2000, 20_000_000, 19_998_976));
        assertThat(Amplitude.with("{\"api\":\"http\"}").destination().limits())
                .isEqualTo(new BatchLimits(1999, 999_999, 998_975));
    }

    @Test
    void noTextShowsTheKey() {
        Amplitude amplitude = Amplitude.with("{}");
        ObjectNode settings = (ObjectNode) json("{\"apiKey\":\"" + Amplitude.KEY + "\"}");

        assertThat(AmplitudeSettings.of(Settings.of(new AmplitudePlugin(), settings))
                        .toString())
                .doesNotContain(Amplitude.KEY);
        assertThat(amplitude.destination().request(List.of(), Instant.EPOCH).toString())
                .doesNotContain(Amplitude.KEY);
    }

    @Test
    void anOverrideSetsAConstant() {
        JsonNode mapped = Amplitude.overridden(
                        "event_properties.team", new MappingOverride.Constant(json("\"growth\"")))
                .mapData("{\"customer_id\":\"u\",\"team\":\"sent\"}");

        assertThat(mapped.at("/event_properties/team").asText()).isEqualTo("growth");
    }

    @Test
    void anOverrideDropsAField() {
        JsonNode mapped = Amplitude.overridden("event_properties.subject", new MappingOverride.Drop())
                .mapData("{\"customer_id\":\"u\",\"subject\":\"s\",\"kept\":1}");

        assertThat(mapped.path("event_properties")).isEqualTo(json("{\"customer_id\":\"u\",\"kept\":1}"));
    }

    @Test
    void anOverrideTakesAnotherSourceByTheSameRule() {
        Amplitude amplitude = Amplitude.overridden(
                "user_id", new MappingOverride.Replace(Optional.of("/data/account_no"), Optional.empty()));

        assertThat(amplitude
                        .mapData("{\"customer_id\":\"u\",\"account_no\":77}")
                        .path("user_id")
                        .textValue())
                .isEqualTo("77");
        assertThat(amplitude.outcome(Amplitude.email("{\"customer_id\":\"u\",\"account_no\":\"unknown\"}")))
                .isInstanceOf(Outcome.Filtered.class);
    }

    @Test
    void anOverrideOfARequiredFieldKeepsThePluginsOwnWhereTheOtherIsMissing() {
        Amplitude amplitude = Amplitude.overridden(
                "insert_id", new MappingOverride.Replace(Optional.of("/data/nowhere"), Optional.empty()));

        assertThat(amplitude
                        .mapData("{\"customer_id\":\"u\"}")
                        .path("insert_id")
                        .asText())
                .isEqualTo("e1");
    }

    @Test
    void anOverrideHashesAFieldWithASalt() {
        JsonNode mapped = Amplitude.overridden(
                        "event_properties.email",
                        new MappingOverride.Replace(Optional.empty(), Optional.of(new Secret("pepper"))))
                .mapData("{\"identifiers\":{\"id\":\"u\",\"email\":\"a@b.c\"}}");

        // printf 'peppera@b.c' | sha256sum
        assertThat(mapped.at("/event_properties/email").asText())
                .isEqualTo("0430ccee28a2ef77a5405f545d9fdcd5f34a6a949517df97fd8722289ffa1f33");
    }

    @Test
    void anOverrideReachesIntoObjects() {
        Amplitude amplitude = Amplitude.overridden("event_properties.deep.x", new MappingOverride.Constant(json("1")));

        assertThat(amplitude
                        .mapData("{\"customer_id\":\"u\",\"deep\":{\"y\":2}}")
                        .at("/event_properties/deep"))
                .isEqualTo(json("{\"y\":2,\"x\":1}"));
    }
}
