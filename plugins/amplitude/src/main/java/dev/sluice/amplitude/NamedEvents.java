package dev.sluice.amplitude;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.spi.Fate;
import dev.sluice.spi.Identity;
import dev.sluice.spi.MappedEvent;
import dev.sluice.spi.http.AnswerBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which events a 400 or 429 names, by index or by the id of their user or device. Any field may be missing or be something else
 * than documented; what can't be read names nobody.
 */
final class NamedEvents {

    private static final Map<String, String> REASONS_BY_FIELD_LIST = Collections.unmodifiableMap(new TreeMap<>(Map.of(
            "events_with_invalid_fields", "invalid-field",
            "events_with_missing_fields", "missing-field",
            "events_with_invalid_id_lengths", "invalid-id-length")));

    private final AnswerBody body;
    private final Duration pause;

    /** @param pause how long throttled events wait */
    NamedEvents(AnswerBody body, Duration pause) {
        this.body = body;
        this.pause = pause;
    }

    /** One fate for each event, in the batch's order. */
    List<Fate> fates(List<MappedEvent> batch) {
        List<Fate> fates = new ArrayList<>(batch.size());
        for (MappedEvent event : batch) {
            fates.add(byIdentity(event.identity()));
        }
        for (int index : indices(body.json().path("throttled_events"), batch.size())) {
            if (fates.get(index) instanceof Fate.Again) {
                fates.set(index, new Fate.Throttled(key(batch.get(index).identity()), pause));
            }
        }
        for (int index : indices(body.json().path("silenced_events"), batch.size())) {
            fates.set(index, silenced());
        }
        REASONS_BY_FIELD_LIST.forEach((list, reason) -> rejectFields(fates, list, reason));
        return fates;
    }

    private Fate byIdentity(Identity identity) {
        if (named("silenced_devices", identity.device().orElse(""))
                || named("silenced_users", identity.user().orElse(""))) {
            return silenced();
        }
        if (named("exceeded_daily_quota_users", identity.user().orElse(""))
                || named("exceeded_daily_quota_devices", identity.device().orElse(""))) {
            return new Fate.Rejected("daily-quota", said("over the daily quota of Amplitude"));
        }
        if (named("throttled_users", identity.user().orElse(""))) {
            return new Fate.Throttled(identity.user().orElseThrow(), pause);
        }
        if (named("throttled_devices", identity.device().orElse(""))) {
            return new Fate.Throttled(identity.device().orElseThrow(), pause);
        }
        return new Fate.Again();
    }

    private void rejectFields(List<Fate> fates, String list, String reason) {
        for (Map.Entry<String, JsonNode> field : body.json().path(list).properties()) {
            for (int index : indices(field.getValue(), fates.size())) {
                fates.set(index, new Fate.Rejected(reason, said(body.shown(field.getKey()))));
            }
        }
    }

    private Fate silenced() {
        return new Fate.Rejected("silenced", said("silenced by Amplitude"));
    }

    private String said(String about) {
        return body.words().isEmpty() ? about : about + ": " + body.words();
    }

    /** Whether an object has the id as a key, or an array as an element. */
    private boolean named(String list, String id) {
        JsonNode ids = body.json().path(list);
        if (id.isEmpty() || ids.isMissingNode()) {
            return false;
        }
        if (ids.isObject()) {
            return ids.has(id);
        }
        for (JsonNode element : ids) {
            if (element.asText().equals(id)) {
                return true;
            }
        }
        return false;
    }

    private static List<Integer> indices(JsonNode list, int size) {
        List<Integer> indices = new ArrayList<>();
        for (JsonNode element : list) {
            if (element.canConvertToInt() && element.isIntegralNumber()) {
                int index = element.intValue();
                if (index >= 0 && index < size) {
                    indices.add(index);
                }
            }
        }
        return indices;
    }

    private static String key(Identity identity) {
        return identity.user().or(identity::device).orElse("");
    }
}
