package dev.sluice.testkit.customerio;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.EventCatalog.Entry;
import java.time.Instant;

/** Makes the envelope and {@code data} of one event. */
final class SampleEvent {

    private final Draw draw;
    private final DataFields fields;
    private final MessageIds ids;

    SampleEvent(Draw draw) {
        this.draw = draw;
        this.fields = new DataFields(draw);
        this.ids = new MessageIds(draw);
    }

    ObjectNode of(Entry entry, Person person, Instant time) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("event_id", draw.ulid(time))
                .put("object_type", entry.objectType())
                .put("metric", entry.metric())
                .put("timestamp", time.getEpochSecond());
        ObjectNode data = event.putObject("data");
        data.put("customer_id", person.id() == null ? "" : person.id());
        data.putObject("identifiers")
                .put("id", person.id())
                .put("email", person.email())
                .put("cio_id", person.cioId());
        if (!entry.objectType().equals("customer")) {
            ids.addTo(data, entry, time);
        }
        entry.dataFields().stream()
                .filter(field -> !field.equals("transactional_message_id"))
                .forEach(field -> data.set(field, fields.value(field, entry, person, time)));
        return event;
    }
}
