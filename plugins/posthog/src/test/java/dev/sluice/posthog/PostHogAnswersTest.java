package dev.sluice.posthog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.spi.Answer;
import dev.sluice.spi.DeliveryResponse;
import dev.sluice.spi.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostHogAnswersTest {

    private static Answer read(int status, String body) {
        PostHogSettings settings = PostHogSettings.of(Settings.of(
                new PostHogPlugin(), JsonNodeFactory.instance.objectNode().put("projectApiKey", "phc_key")));
        return new PostHogAnswers(settings)
                .read(new DeliveryResponse(
                        status, Map.of(), body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Instant.EPOCH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'status':'Ok'}", "{'status':1}", "", "{'status':'Ok','quota_limited':['recordings']}"})
    void successIsDelivered(String body) {
        assertThat(read(200, body)).isEqualTo(new Answer.Delivered(Optional.empty()));
    }

    @Test
    void overTheBillingLimitEventsAreKeptUntilAPersonActs() {
        assertThat(read(200, "{'status':'Ok','quota_limited':['events']}"))
                .isInstanceOfSatisfying(
                        Answer.Misconfigured.class,
                        misconfigured -> assertThat(misconfigured.remedy()).contains("billing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_project", "invalid_api_key"})
    void aRefusedKeyNamesTheRegionAndIsNotRepeated(String code) {
        assertThat(read(400, "{'type':'validation_error','code':'" + code + "','detail':'no project phc_key'}"))
                .isInstanceOfSatisfying(Answer.Misconfigured.class, misconfigured -> {
                    assertThat(misconfigured.reason()).isEqualTo("400 no project ***");
                    assertThat(misconfigured.remedy()).contains("region us");
                });
    }

    @Test
    void anotherRefusalIsOfWhatIsSent() {
        assertThat(read(
                        400,
                        "{'type':'validation_error','code':'invalid_payload','detail':'an event has no distinct_id'}"))
                .isEqualTo(new Answer.Refused("400 an event has no distinct_id"));
    }
}
