package dev.sluice.mixpanel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.spi.Conversion;
import dev.sluice.spi.Source;
import dev.sluice.spi.customerio.PersonSources;
import org.jspecify.annotations.Nullable;

/** Whom an event counts for: the person, else the device. */
final class DistinctIds {

    static final PersonSources PERSON = new PersonSources(RefusedIds::isUsable);

    static final Conversion USABLE = Conversion.TEXT.then(
            new Conversion("absent where Mixpanel refuses the id", id -> RefusedIds.contains(id.asText()) ? null : id));

    /**
     * With simplified merging, a distinct_id that begins so is a device's; others are a person's. Source:
     * docs.mixpanel.com/docs/tracking-methods/id-management/migrating-to-simplified-id-merge-system.
     */
    private static final String DEVICE = "$device:";

    private DistinctIds() {}

    static Source of(IdMerge idMerge) {
        Source person = PERSON.id();
        Source usable = Source.computed(person.describe(), event -> usable(person.read(event)));
        Source device = PERSON.deviceId();
        return usable.orElse(idMerge == IdMerge.ORIGINAL ? device : prefixed(device));
    }

    private static Source prefixed(Source device) {
        return Source.computed("\"" + DEVICE + "\" and " + device.describe(), event -> {
            JsonNode id = usable(device.read(event));
            return id == null ? null : TextNode.valueOf(DEVICE + id.asText());
        });
    }

    private static @Nullable JsonNode usable(@Nullable JsonNode id) {
        return id != null && RefusedIds.isUsable(id) ? id : null;
    }
}
