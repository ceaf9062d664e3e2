package dev.sluice.mixpanel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.spi.Fate;
import dev.sluice.spi.http.AnswerBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which events a 400 names, by index. Any field may be missing or be something else than documented; what can't be read names
 * nobody.
 */
final class FailedRecords {

    private final AnswerBody body;

    FailedRecords(AnswerBody body) {
        this.body = body;
    }

    /** Whether the answer tells of any event. */
    boolean isEmpty() {
        return body.json().path("failed_records").isEmpty();
    }

    /** The refusals of events of a batch, by their place in it. */
    Map<Integer, Fate> byPlace(int size) {
        Map<Integer, Fate> refusals = new TreeMap<>();
        for (JsonNode record : body.json().path("failed_records")) {
            JsonNode index = record.path("index");
            if (index.isIntegralNumber()
                    && index.canConvertToInt()
                    && index.intValue() >= 0
                    && index.intValue() < size) {
                refusals.putIfAbsent(index.intValue(), refusal(record));
            }
        }
        return refusals;
    }

    /**
     * One fate for each event. Mixpanel takes in what passes, and counts it: what is not named has arrived where the count says so, and
     * is sent again where it does not, which does no harm.
     */
    List<Fate> fates(int size, Map<Integer, Fate> refusals) {
        boolean restArrived = body.json().path("num_records_imported").asInt(0) >= size - refusals.size();
        Fate rest = restArrived ? new Fate.Arrived() : new Fate.Again();
        List<Fate> fates = new ArrayList<>(size);
        for (int place = 0; place < size; place++) {
            fates.add(refusals.getOrDefault(place, rest));
        }
        return fates;
    }

    private Fate refusal(JsonNode record) {
        String field = record.path("field").asText();
        String message = record.path("message").asText();
        boolean told = field.isBlank() || message.contains(field);
        return new Fate.Rejected("invalid-field", body.shown(told ? message : field + ": " + message));
    }
}
