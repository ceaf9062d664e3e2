package dev.sluice.testkit.customerio;

import static dev.sluice.testkit.customerio.WebhookBuilder.aWebhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WebhookBuilderTest {

    @Test
    void saysWhatWasAskedFor() {
        ObjectNode event = aWebhook()
                .push()
                .clicked()
                .withEventId("01E4")
                .onDevice("token:1")
                .forPerson("0200102")
                .node();

        assertThat(event.at("/event_id").textValue()).isEqualTo("01E4");
        assertThat(event.at("/object_type").textValue()).isEqualTo("push");
        assertThat(event.at("/metric").textValue()).isEqualTo("clicked");
        assertThat(event.at("/data/recipients/0/device_id").textValue()).isEqualTo("token:1");
        assertThat(event.at("/data/identifiers/id").textValue()).isEqualTo("0200102");
        assertThat(event.at("/data/customer_id").textValue()).isEqualTo("0200102");
    }

    @Test
    void givesTheSameBodyEachTime() {
        assertThat(aWebhook().email().opened().json())
                .isEqualTo(aWebhook().email().opened().json());
    }

    @Test
    void encodesTheBodyInUtf8() {
        WebhookBuilder webhook = aWebhook().with("/data/subject", TextNode.valueOf("été"));
        assertThat(new String(webhook.bytes(), StandardCharsets.UTF_8))
                .isEqualTo(webhook.json())
                .contains("été");
    }

    @Test
    void makesTheObjectsOnTheWayToAValue() {
        ObjectNode event = aWebhook().with("/data/new/deep", IntNode.valueOf(3)).node();
        assertThat(event.at("/data/new/deep").intValue()).isEqualTo(3);
    }

    @Test
    void replacesAnElementOfAList() {
        ObjectNode event = aWebhook()
                .push()
                .sent()
                .with("/data/recipients/0", TextNode.valueOf("odd"))
                .node();
        assertThat(event.at("/data/recipients").toString()).isEqualTo("[\"odd\"]");
    }

    @Test
    void takesFieldsAway() {
        assertThat(aWebhook().without("/data/identifiers").node().get("data").has("identifiers"))
                .isFalse();
    }

    @Test
    void takesKindsThatNobodyDocuments() {
        assertThat(aWebhook().objectType("fax").metric("jammed").json())
                .contains("\"object_type\":\"fax\"", "\"metric\":\"jammed\"");
    }

    @Test
    void refusesToPutAFieldIntoAString() {
        WebhookBuilder webhook = aWebhook().with("/metric/deep", IntNode.valueOf(1));
        assertThatThrownBy(webhook::json)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/metric holds STRING");
    }
}
