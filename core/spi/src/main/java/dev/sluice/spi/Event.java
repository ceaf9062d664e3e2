package dev.sluice.spi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;

/**
 * A Customer.io event in its normal form, whichever form it arrived in.
 *
 * @param id the sender's {@code event_id}; never blank
 * @param objectType what it happened to: {@code email}, {@code push}, {@code in_app}, … or one not yet documented
 * @param metric what happened: {@code sent}, {@code clicked}, …
 * @param timestampMillis when, in milliseconds since 1970
 * @param document the whole event as mapping sources see it: {@code event_id}, {@code object_type}, {@code metric},
 *     {@code timestamp} (milliseconds) and {@code data} as sent. To be read, never changed
 */
public record Event(String id, String objectType, String metric, long timestampMillis, ObjectNode document) {

    /** @throws IllegalArgumentException where the id is blank */
    public Event {
        Objects.requireNonNull(objectType, "objectType");
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(document, "document");
        if (id.isBlank()) {
            throw new IllegalArgumentException("an event needs an id");
        }
    }

    /** {@return the field {@code data} as sent: an object as a rule, a missing node where the sender left it out} */
    public JsonNode data() {
        return document.path("data");
    }

    /** {@return object type and metric joined by a dot, as event selections write it: {@code email.sent}} */
    public String name() {
        return objectType + "." + metric;
    }
}
