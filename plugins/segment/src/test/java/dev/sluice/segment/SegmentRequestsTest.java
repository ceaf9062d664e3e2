package dev.sluice.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.BatchLimits;
import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.Destination;
import dev.sluice.spi.Identity;
import dev.sluice.spi.InvalidSettingsException;
import dev.sluice.spi.MappedEvent;
import dev.sluice.spi.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentRequestsTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00.5Z");

    private static MappedEvent event(String json) {
        return new MappedEvent("e", json.getBytes(StandardCharsets.UTF_8), Identity.NOBODY);
    }

    @Test
    void aRequestHoldsEventsAndTheTimeOfThisTry() {
        DeliveryRequest request =
                Segment.with("{}").destination().request(List.of(event("{\"a\":1}"), event("{\"b\":\"ü\"}")), NOW);

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers()).containsEntry("Content-Type", "application/json");
        assertThat(request.gzipFromBytes()).isEmpty();
        assertThat(new String(request.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"batch\":[{\"a\":1},{\"b\":\"ü\"}],\"sentAt\":\"2026-03-02T08:00:00.500Z\"}");
    }

    @Test
    void theWriteKeyIsTheUserAndThePasswordIsEmpty() {
        DeliveryRequest request = Segment.with("{}").destination().request(List.of(), NOW);

        String credentials = request.headers().get("Authorization").substring("Basic ".length());
        assertThat(new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8))
                .isEqualTo(Segment.KEY + ":");
    }

    @Test
    void aRequestWithoutEventsWeighsTheSameAtAnyTime() {
        Destination destination = Segment.with("{}").destination();

        assertThat(destination.request(List.of(), NOW).body())
                .hasSameSizeAs(destination.request(List.of(), Instant.EPOCH).body());
    }

    @Test
    void compressionCanBeSet() {
        assertThat(Segment.with("{'gzip':true}")
                        .destination()
                        .request(List.of(), NOW)
                        .gzipFromBytes())
                .hasValue(2048);
    }

    @Test
    void keepsToTheDocumentedLimits() {
        Destination destination = Segment.with("{}").destination();

        assertThat(destination.limits()).isEqualTo(new BatchLimits(2500, 500_000, 31_999));
        assertThat(destination.dedupeWindow()).contains(Duration.ofHours(24));
        assertThat(destination.probe(NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                 | https://api.segment.io/v1/batch",
                "{'region':'eu'}                                    | https://events.eu1.segmentapis.com/v1/batch",
                "{'endpoint':'http://127.0.0.1:1/x','region':'eu'}  | http://127.0.0.1:1/x"
            })
    void sendsToTheRegionOrTheEndpointGiven(String settings, String uri) {
        Destination destination = Segment.with(settings).destination();

        assertThat(destination.endpoint()).hasToString(uri);
        assertThat(destination.request(List.of(), NOW).uri()).hasToString(uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "http://me:secret@host/", "http://host/#part"})
    void anEndpointThatIsNoAddressIsRefused(String endpoint) {
        assertThatThrownBy(() -> Segment.with("{'endpoint':'" + endpoint + "'}"))
                .isInstanceOfSatisfying(
                        InvalidSettingsException.class,
                        invalid -> assertThat(invalid.pointer()).isEqualTo("/endpoint"));
    }

    @Test
    void noTextShowsTheKey() {
        ObjectNode settings = (ObjectNode) Segment.json("{\"writeKey\":\"" + Segment.KEY + "\"}");

        assertThat(SegmentSettings.of(Settings.of(new SegmentPlugin(), settings)))
                .hasToString("segment at https://api.segment.io/v1/batch");
        assertThat(Segment.with("{}").destination().request(List.of(), NOW).toString())
                .doesNotContain(Segment.KEY);
    }
}
