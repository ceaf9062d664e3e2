package com.example.ndjson;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.spi.Answer;
import dev.sluice.spi.DeliveryResponse;
import dev.sluice.spi.Fate;
import dev.sluice.spi.Identity;
import dev.sluice.spi.MappedEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the contract cannot know: which events this vendor's answers name. */
class NdjsonAnswersTest {

    private final NdjsonAnswers answers =
            new NdjsonAnswers(new NdjsonSettings(URI.create("https://c.example/events"), "a-token", false));

    private Answer read(int status, String body) {
        MappedEvent event = new MappedEvent("e", new byte[] {'{', '}'}, Identity.NOBODY);
        return answers.read(
                new DeliveryResponse(status, Map.of(), body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH),
                Collections.nCopies(2, event));
    }

    @Test
    void aLineThatIsNamedIsRejectedAndTheOthersAreSentAgain() {
        assertEquals(
                new Answer.Sorted(List.of(new Fate.Again(), new Fate.Rejected("rejected", "no such event"))),
                read(400, "{\"rejected\":[{\"line\":1,\"reason\":\"no such event\"}]}"));
    }

    @Test
    void lineNumbersBeyondTheBatchNameNobody() {
        assertEquals(new Answer.Refused("400"), read(400, "{\"rejected\":[{\"line\":2},{\"line\":-1},{}]}"));
    }
}
