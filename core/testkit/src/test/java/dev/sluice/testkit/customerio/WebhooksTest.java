package dev.sluice.testkit.customerio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.EventCatalog;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhooksTest {

    private final Webhooks webhooks = new Webhooks(11);

    @Test
    void coversEveryDocumentedEventOnce() {
        assertThat(webhooks.all())
                .extracting(event -> event.get("object_type").textValue() + "."
                        + event.get("metric").textValue())
                .containsExactlyElementsOf(EventCatalog.entries().stream()
                        .map(EventCatalog.Entry::name)
                        .toList())
                .hasSize(69);
    }

    @Test
    void makesTheSameEventsFromTheSameSeed() {
        assertThat(new Webhooks(5).all()).isEqualTo(new Webhooks(5).all());
        assertThat(new Webhooks(5).all()).isNotEqualTo(new Webhooks(6).all());
    }

    @Test
    void fillsEveryDocumentedField() {
        List<ObjectNode> events = webhooks.all();
        for (int i = 0; i < events.size(); i++) {
            EventCatalog.Entry entry = EventCatalog.entries().get(i);
            List<String> promised = entry.dataFields().stream()
                    .filter(field -> !field.equals("transactional_message_id"))
                    .toList();
            assertThat(events.get(i).get("data").properties())
                    .as(entry.name())
                    .extracting(field -> field.getKey())
                    .containsAll(promised);
        }
    }

    @Test
    void givesEachEventItsOwnUlid() {
        List<String> ids =
                some(2_000).map(event -> event.get("event_id").textValue()).toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-7][0-9A-HJKMNP-TV-Z]{25}"));
    }

    @Test
    void letsTimeMoveOn() {
        assertThat(some(200).map(event -> event.get("timestamp").longValue()))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void writesDeviceTokensAsLongAsRealOnes() {
        assertThat(some(2_000)
                        .map(event -> event.at("/data/recipients/0/device_id"))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::textValue))
                .isNotEmpty()
                .allSatisfy(token -> assertThat(token).hasSizeGreaterThan(150).contains(":", "_", "-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"drafted", "attempted", "failed"})
    void namesNoDeviceInAPushThatReachedNone(String metric) {
        assertThat(webhooks.all())
                .filteredOn(event -> event.get("object_type").textValue().equals("push")
                        && event.get("metric").textValue().equals(metric))
                .singleElement()
                .satisfies(
                        event -> assertThat(event.get("data").has("recipients")).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "action_id",
                "campaign_id",
                "broadcast_id",
                "newsletter_id",
                "content_id",
                "trigger_id",
                "trigger_event_id",
                "journey_id",
                "parent_action_id",
                "transactional_message_id",
                "delivery_id"
            })
    void usesEveryCommonDeliveryId(String field) {
        assertThat(some(2_000)).anyMatch(event -> event.get("data").has(field));
    }

    @Test
    void knowsSomePeopleByAddressAlone() {
        Set<Boolean> withoutId = some(500)
                .map(event -> event.at("/data/identifiers/id").isNull())
                .collect(Collectors.toSet());
        assertThat(withoutId).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void writesPhonesInE164() {
        assertThat(some(2_000)
                        .filter(event -> event.get("object_type").textValue().equals("sms"))
                        .map(event -> event.at("/data/recipient"))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::textValue))
                .isNotEmpty()
                .allMatch(phone -> phone.matches("\\+1[0-9]{10}"));
    }

    private Stream<ObjectNode> some(int count) {
        return Stream.generate(webhooks::next).limit(count);
    }
}
