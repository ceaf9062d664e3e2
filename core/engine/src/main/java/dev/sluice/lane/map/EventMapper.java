package dev.sluice.lane.map;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.MappingOverride;
import dev.sluice.spi.Destination;
import dev.sluice.spi.Event;
import dev.sluice.spi.Identity;
import dev.sluice.spi.MappedEvent;
import dev.sluice.spi.Mapping;
import dev.sluice.spi.MappingRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a destination's mapping: its rows, the configuration's overrides, the limits on values. Immutable. */
public final class EventMapper {

    /** Why an event that {@link #map} gives nothing for is filtered: the label in {@code sluice_lane_filtered_total}. */
    public static final String NO_IDENTITY = "no-identity";

    private final Destination destination;
    private final Mapping mapping;
    private final List<OverrideStep> overrides = new ArrayList<>();
    private final LimitedJson json;

    /** @param overrides by target */
    public EventMapper(Destination destination, Map<String, MappingOverride> overrides) {
        this.destination = destination;
        mapping = destination.mapping();
        overrides.forEach((target, override) -> {
            Optional<MappingRow> row = mapping.rows().stream()
                    .filter(each -> each.target().equals(target))
                    .findFirst();
            this.overrides.add(new OverrideStep(target, override, row));
        });
        json = new LimitedJson(mapping.limits());
    }

    /**
     * Maps an event.
     *
     * @return empty where the event has no identity that the destination can use
     * @throws IOException where the mapped event can't be written as JSON
     */
    public Optional<MappedEvent> map(Event event) throws IOException {
        ObjectNode document = event.document();
        ObjectNode mapped = mapping.map(document);
        for (OverrideStep override : overrides) {
            override.apply(document, mapped);
        }
        Optional<Identity> identity = destination.identify(mapped);
        return identity.isEmpty()
                ? Optional.empty()
                : Optional.of(new MappedEvent(event.id(), json.encode(mapped), identity.get()));
    }
}
