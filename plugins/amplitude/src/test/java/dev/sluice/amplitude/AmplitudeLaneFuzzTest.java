package dev.sluice.amplitude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.config.MappingOverride;
import dev.sluice.config.Secret;
import dev.sluice.event.EventParser;
import dev.sluice.lane.LanePreview.Outcome;
import dev.sluice.lane.map.EventMapper;
import dev.sluice.spi.MappedEvent;
import dev.sluice.testkit.customerio.Webhooks;
import dev.sluice.testkit.fuzz.Fuzzing;
import dev.sluice.testkit.fuzz.HostileBytes;
import dev.sluice.testkit.fuzz.HostileJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One event's whole way: parsed, filtered, mapped, encoded. */
class AmplitudeLaneFuzzTest {

    private static final int TRIES = 40_000;
    private static final List<ObjectNode> DOCUMENTED = new Webhooks(1).all();

    private static final List<Amplitude> LANES = List.of(
            Amplitude.with("{\"bodyContent\":true,\"accountId\":\"1\",\"workspaceId\":\"56354\"}"),
            Amplitude.overridden("event_properties.a.b", new MappingOverride.Constant(TextNode.valueOf("x"))),
            Amplitude.overridden(
                    "user_id",
                    new MappingOverride.Replace(
                            Optional.of("/data/identifiers"), Optional.of(new Secret("5e1f9c2a-salt")))),
            Amplitude.overridden(
                    "event_type", new MappingOverride.Replace(Optional.of("/data/content"), Optional.empty())));

    /** A number may gain some characters when it is written anew. */
    private static final ObjectMapper READER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNumberLength(2_000).build())
            .build());

    @Test
    void whatIsSentIsWithinAmplitudesLimits() {
        Fuzzing.run(TRIES, random -> {
            byte[] webhook = webhook(random);
            Amplitude lane = LANES.get(random.nextInt(LANES.size()));

            Outcome outcome = lane.outcome(webhook);

            Throwable unreadable = catchThrowable(() -> EventParser.parse(webhook, 1));
            if (outcome instanceof Outcome.Sent sent) {
                assertThat(unreadable).isNull();
                assertSendable(lane, sent.mapped());
            } else if (outcome instanceof Outcome.Filtered filtered) {
                assertThat(filtered.reason()).isEqualTo(EventMapper.NO_IDENTITY);
            } else {
                // Whatever can be read can be mapped too.
                assertThat(unreadable).as(outcome.toString()).isInstanceOf(IOException.class);
            }
        });
    }

    private static void assertSendable(Amplitude lane, MappedEvent mapped) throws IOException {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(mapped.json()));
        JsonNode event = READER.readTree(mapped.json());
        assertWithinLimits(event, 1);
        assertThat(event.path("event_type").isTextual()).isTrue();
        assertThat(event.path("insert_id").asText()).isNotBlank();
        assertThat(event.path("time").isIntegralNumber()).isTrue();
        List<String> ids =
                List.of(event.path("user_id").asText(), event.path("device_id").asText());
        assertThat(ids).anyMatch(id -> !RefusedIds.contains(id));
        JsonNode request = READER.readTree(lane.destination()
                .request(List.of(mapped, mapped), Instant.EPOCH)
                .body());
        assertThat(request.path("events")).containsExactly(event, event);
    }

    private static void assertWithinLimits(JsonNode node, int depth) {
        assertThat(node.isNull()).isFalse();
        assertThat(node.isContainerNode() && depth > 40).isFalse();
        assertThat(node.isTextual() && node.textValue().length() > 1024).isFalse();
        for (JsonNode child : node) {
            assertWithinLimits(child, depth + 1);
        }
    }

    private static byte[] webhook(Random random) {
        ObjectNode event = HostileJson.mutated(DOCUMENTED.get(random.nextInt(DOCUMENTED.size())), random);
        if (random.nextBoolean() && event.path("data") instanceof ObjectNode data) {
            event.set("data", HostileJson.mutated(data, random));
        }
        byte[] written = HostileJson.written(event, random).getBytes(StandardCharsets.UTF_8);
        return random.nextInt(3) == 0 ? HostileBytes.mutated(written, random) : written;
    }
}
