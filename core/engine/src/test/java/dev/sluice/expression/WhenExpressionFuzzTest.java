package dev.sluice.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.event.EventParser;
import dev.sluice.spi.Event;
import dev.sluice.testkit.customerio.Webhooks;
import dev.sluice.testkit.fuzz.Fuzzing;
import dev.sluice.testkit.fuzz.HostileBytes;
import dev.sluice.testkit.fuzz.HostileJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WhenExpressionFuzzTest {

    private static final List<ObjectNode> DOCUMENTED = new Webhooks(1).all();

    private static final List<String> CONDITIONS = List.of(
            "metric != 'drafted'",
            "object_type == 'email' && metric in ['sent', 'clicked']",
            "timestamp > 1600000000",
            "timestamp(timestamp(data.timestamp)) < timestamp('2030-01-01T00:00:00Z')",
            "has(data.customer_id) && data.customer_id.startsWith('4')",
            "data.identifiers.id == '0' || data.identifiers.email.contains('@')",
            "data.recipients.exists(r, r.device_platform == 'ios')",
            "data.recipients.all(r, size(r.device_id) > 3)",
            "size(data) > 3 && data.all(k, k != '')",
            "data == {'a': 1} || data.identifiers == data.recipients",
            "data.id in data || data.identifiers.id in data.identifiers",
            "int(data.id) / int(data.n) > 1 || double(data.id) < 0.5 || uint(data.id) > 1u",
            "data.id + data.id > data.n * 2 - 1 || data.id % 2 == 0 || -data.id < 0",
            "string(data.id).matches(string(data.content))",
            "bytes(string(data.content)) == b'x' || type(data.id) == int",
            "duration(data.content) > duration('1h') || timestamp(data.content).getFullYear() > 1",
            "data.map(k, data[k]).filter(v, v == 0.0).size() > 0");

    private static final List<WhenExpression> COMPILED =
            CONDITIONS.stream().map(WhenExpression::compile).toList();

    @Test
    void noEventMakesAConditionFail() {
        Fuzzing.run(5_000, random -> {
            Event event = event(random);
            for (WhenExpression condition : COMPILED) {
                assertThat(condition.holds(event)).isNotNull();
            }
        });
    }

    @Test
    void whatIsNoConditionIsRefusedInWords() {
        Fuzzing.run(1_000, random -> {
            String condition = CONDITIONS.get(random.nextInt(CONDITIONS.size()));
            byte[] changed = HostileBytes.mutated(condition.getBytes(StandardCharsets.UTF_8), random);
            try {
                Optional<Boolean> holds = WhenExpression.compile(new String(changed, StandardCharsets.UTF_8))
                        .holds(event(random));
                assertThat(holds).isNotNull();
            } catch (InvalidExpressionException refused) {
                assertThat(refused).message().isNotBlank();
            }
        });
    }

    private static Event event(Random random) throws IOException {
        ObjectNode event = DOCUMENTED.get(random.nextInt(DOCUMENTED.size())).deepCopy();
        ObjectNode data = HostileJson.mutated((ObjectNode) event.path("data"), random);
        for (String field : List.of("id", "n", "content", "timestamp")) {
            data.set(field, HostileJson.value(random));
        }
        event.set("data", data);
        try {
            return EventParser.parse(HostileJson.written(event, random).getBytes(StandardCharsets.UTF_8), 1);
        } catch (IOException beyondBounds) {
            return EventParser.parse(DOCUMENTED.get(0).toString().getBytes(StandardCharsets.UTF_8), 1);
        }
    }
}
