package dev.sluice.lane.map;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.ValueLimits;
import dev.sluice.testkit.customerio.Webhooks;
import dev.sluice.testkit.fuzz.Fuzzing;
import dev.sluice.testkit.fuzz.HostileJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitedJsonFuzzTest {

    private static final List<ObjectNode> DOCUMENTED = new Webhooks(1).all();

    /** A number may gain some characters when it is written anew. */
    private static final ObjectMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(2_000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    @Test
    void whatIsWrittenIsJsonWithinTheLimits() {
        Fuzzing.run(20_000, random -> {
            ValueLimits limits = random.nextBoolean()
                    ? new ValueLimits(1024, 40)
                    : new ValueLimits(1 + random.nextInt(8), 1 + random.nextInt(5));
            ObjectNode event = HostileJson.mutated(DOCUMENTED.get(random.nextInt(DOCUMENTED.size())), random);

            byte[] json = new LimitedJson(limits).encode(event);

            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
            JsonNode read = STRICT.readTree(json);
            assertThat(read.isObject()).isTrue();
            assertWithin(limits, read, 1);
        });
    }

    private static void assertWithin(ValueLimits limits, JsonNode node, int depth) {
        assertThat(node.isNull()).isFalse();
        assertThat(node.isContainerNode() && depth > limits.maxDepth()).isFalse();
        assertThat(node.isTextual() && node.textValue().length() > limits.maxStringLength())
                .isFalse();
        for (JsonNode child : node) {
            assertWithin(limits, child, depth + 1);
        }
    }
}
