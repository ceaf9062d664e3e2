package dev.sluice.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.event.EventJson;
import dev.sluice.event.EventParser;
import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.DeadLetter;
import dev.sluice.testkit.customerio.Webhooks;
import dev.sluice.testkit.fuzz.Fuzzing;
import dev.sluice.testkit.fuzz.HostileBytes;
import dev.sluice.testkit.fuzz.HostileJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WebhookBodyFuzzTest {

    private static final int TRIES = 20_000;
    private static final long NOW = 1_700_000_000_000L;
    private static final List<ObjectNode> DOCUMENTED = new Webhooks(1).all();

    @Test
    void everyByteOfAJsonBodyIsAcceptedOrQuarantined() {
        Fuzzing.run(TRIES, random -> {
            byte[] body = body(random);

            AppendBatch batch = WebhookBody.json(body, NOW);

            new BodyLedger(body).assertAccountsFor(batch);
            assertThat(batch.isEmpty()).isEqualTo(isEmptyArray(body));
            assertLanesRead(batch);
        });
    }

    @Test
    void linesAreWhatTheyWouldBeAsBodiesOfTheirOwn() {
        Fuzzing.run(TRIES, random -> {
            byte[] body = body(random);
            List<byte[]> accepted = new ArrayList<>();
            List<byte[]> quarantined = new ArrayList<>();
            for (byte[] line : lines(body)) {
                AppendBatch alone = WebhookBody.json(line, NOW);
                accepted.addAll(alone.events());
                alone.quarantined().forEach(letter -> quarantined.add(letter.original()));
            }

            AppendBatch batch = WebhookBody.lines(body, NOW);

            new BodyLedger(body).assertAccountsFor(batch);
            assertThat(batch.events()).usingElementComparator(Arrays::compare).isEqualTo(accepted);
            assertThat(batch.quarantined().stream().map(DeadLetter::original))
                    .usingElementComparator(Arrays::compare)
                    .isEqualTo(quarantined);
        });
    }

    @Test
    void everyElementOfAnArrayIsAcceptedOrQuarantinedByItself() {
        Fuzzing.run(TRIES, random -> {
            List<JsonNode> elements = elements(random);
            List<String> texts = new ArrayList<>();
            elements.forEach(element -> texts.add(HostileJson.written(element, random)));
            byte[] body = ("[" + String.join(",", texts) + "]").getBytes(StandardCharsets.UTF_8);

            AppendBatch batch = WebhookBody.json(body, NOW);

            if (elements.stream().allMatch(element -> isReadable(element, 1))) {
                assertThat(batch.events().size() + batch.quarantined().size()).isEqualTo(elements.size());

                List<String> events = new ArrayList<>();
                for (int i = 0; i < elements.size(); i++) {
                    if (isEvent(elements.get(i))) {
                        events.add(texts.get(i));
                    }
                }
                assertThat(batch.events().stream().map(event -> new String(event, StandardCharsets.UTF_8)))
                        .isEqualTo(events);
            } else {
                assertThat(batch.quarantined())
                        .singleElement()
                        .satisfies(letter -> assertThat(letter.original()).isEqualTo(body));
            }
        });
    }

    private static void assertLanesRead(AppendBatch batch) {
        for (byte[] event : batch.events()) {
            assertThat(WebhookBody.json(event, NOW).events()).hasSize(1);
            Throwable failure = catchThrowable(() -> EventParser.parse(event, NOW));
            if (failure != null) {
                // What shows only when a value is read: a number beyond all bounds, half a surrogate pair in UTF-8.
                assertThat(failure)
                        .isExactlyInstanceOf(IOException.class)
                        .message()
                        .isNotBlank();
            }
        }
    }

    private static byte[] body(Random random) {
        if (random.nextInt(20) == 0) {
            return HostileBytes.noise(64, random);
        }
        List<String> texts = new ArrayList<>();
        elements(random).forEach(element -> texts.add(HostileJson.written(element, random)));
        String text = switch (random.nextInt(4)) {
            case 0 -> texts.isEmpty() ? "" : texts.get(0);
            case 1 -> "[" + String.join(",", texts) + "]";
            case 2 -> String.join("\n", texts) + "\n";
            default -> " [\r\n" + String.join(" ,\n", texts) + "\n] ";
        };
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return random.nextInt(4) == 0 ? body : HostileBytes.mutated(body, random);
    }

    private static List<JsonNode> elements(Random random) {
        List<JsonNode> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            ObjectNode documented = DOCUMENTED.get(random.nextInt(DOCUMENTED.size()));
            elements.add(
                    switch (random.nextInt(4)) {
                        case 0 -> documented;
                        case 1 -> HostileJson.value(random);
                        default -> HostileJson.mutated(documented, random);
                    });
        }
        return elements;
    }

    private static boolean isEvent(JsonNode element) {
        return element.isObject()
                && isName(element.path("event_id"))
                && (isName(element.path("metric")) || isName(element.path("event_type")));
    }

    private static boolean isName(JsonNode value) {
        return value.isNumber() || (value.isTextual() && !value.asText().isBlank());
    }

    /** One element that can't be read at all breaks the body, which is then kept whole. */
    private static boolean isReadable(JsonNode node, int depth) {
        boolean tooDeep = node.isContainerNode() && depth >= EventJson.MAX_DEPTH;
        boolean tooLong = node.isNumber() && node.asText().length() > EventJson.MAX_NUMBER_LENGTH;
        if (tooDeep || tooLong) {
            return false;
        }
        for (JsonNode child : node) {
            if (!isReadable(child, depth + 1)) {
                return false;
            }
        }
        // Jackson takes half a surrogate pair in texts, but not in names.
        return node.properties().stream().noneMatch(field -> field.getKey().equals("\uD83D"));
    }

    private static boolean isEmptyArray(byte[] body) {
        return new String(body, StandardCharsets.ISO_8859_1)
                .matches("(\u00EF\u00BB\u00BF)?[ \t\r\n]*\\[[ \t\r\n]*][ \t\r\n]*");
    }

    private static List<byte[]> lines(byte[] body) {
        List<byte[]> lines = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (byte b : body) {
            if (b == '\n') {
                lines.add(line.toByteArray());
                line.reset();
            } else {
                line.write(b);
            }
        }
        lines.add(line.toByteArray());
        lines.removeIf(each -> new String(each, StandardCharsets.ISO_8859_1).matches("[ \t\r]*"));
        return lines;
    }
}
