package com.example.ndjson;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.spi.Answer;
import dev.sluice.spi.DeliveryResponse;
import dev.sluice.spi.Fate;
import dev.sluice.spi.MappedEvent;
import dev.sluice.spi.http.AnswerBody;
import dev.sluice.spi.http.StatusAnswer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What the collector's answers mean. A 400 may name lines, counted from 0, and takes nothing of the request in:
 * {@code {"rejected":[{"line":2,"reason":"no such event"}]}}. All else goes by the status.
 */
final class NdjsonAnswers {

    private final NdjsonSettings settings;
    private final StatusAnswer byStatus;

    NdjsonAnswers(NdjsonSettings settings) {
        this.settings = settings;
        byStatus = new StatusAnswer(settings.endpoint(), "check settings.token");
    }

    Answer read(DeliveryResponse response, List<MappedEvent> batch) {
        AnswerBody body = new AnswerBody(response, List.of(settings.token()));
        if (response.status() == 400) {
            List<Fate> fates = fates(body, batch.size());
            if (fates.stream().anyMatch(Fate.Rejected.class::isInstance)) {
                return new Answer.Sorted(fates);
            }
        }
        return byStatus.read(response, body);
    }

    /** The lines that are named will never do, the others are sent again; an answer may name anything. */
    private static List<Fate> fates(AnswerBody body, int lines) {
        List<Fate> fates = new ArrayList<>(Collections.nCopies(lines, new Fate.Again()));
        for (JsonNode rejected : body.json().path("rejected")) {
            int line = rejected.path("line").asInt(-1);
            if (line >= 0 && line < lines) {
                String reason = body.shown(rejected.path("reason").asText());
                fates.set(line, new Fate.Rejected("rejected", reason));
            }
        }
        return fates;
    }
}
