package dev.sluice.spi.customerio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The device that a push event is about. Customer.io documents {@code recipients} as an array, and an object elsewhere; it may be
 * anything.
 *
 * @param isUsableId whether a destination takes an id, which may be a missing node
 */
record Recipient(Predicate<JsonNode> isUsableId) {

    private static final Set<String> TOLD_ELSEWHERE = Set.of("device_id", "platform", "device_platform");

    /** The recipient with a usable device id: the object, or the first such entry; a missing node where there is none. */
    JsonNode of(JsonNode recipients) {
        if (recipients.isObject()) {
            return hasDevice(recipients) ? recipients : MissingNode.getInstance();
        }
        if (recipients.isArray()) {
            for (JsonNode entry : recipients) {
                if (hasDevice(entry)) {
                    return entry;
                }
            }
        }
        return MissingNode.getInstance();
    }

    /** Whether there is more to the recipients than the device id and platform of one. */
    boolean saysMore(JsonNode recipients) {
        if (recipients.isArray()) {
            return recipients.size() > 1 || (recipients.size() == 1 && entrySaysMore(recipients.get(0)));
        }
        return entrySaysMore(recipients);
    }

    private boolean entrySaysMore(JsonNode entry) {
        if (!entry.isObject()) {
            return !entry.isNull()
                    && !entry.isMissingNode()
                    && !(entry.isTextual() && entry.asText().isBlank());
        }
        // An entry without a usable device gives no device_id and no platform, so all it says is told nowhere else.
        boolean toldElsewhere = hasDevice(entry);
        for (Map.Entry<String, JsonNode> field : entry.properties()) {
            if (!field.getValue().isNull() && !(toldElsewhere && TOLD_ELSEWHERE.contains(field.getKey()))) {
                return true;
            }
        }
        return false;
    }

    private boolean hasDevice(JsonNode entry) {
        return isUsableId.test(entry.path("device_id"));
    }
}
