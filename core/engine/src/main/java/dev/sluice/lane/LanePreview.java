package dev.sluice.lane;

import dev.sluice.config.DestinationConfig;
import dev.sluice.config.FilterConfig;
import dev.sluice.config.SecretValues;
import dev.sluice.event.EventParser;
import dev.sluice.lane.filter.EventFilter;
import dev.sluice.lane.map.EventMapper;
import dev.sluice.spi.Destination;
import dev.sluice.spi.Event;
import dev.sluice.spi.MappedEvent;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What a lane would do with an event, without doing it: the same filter and the same mapper. Immutable. */
public final class LanePreview {

    /** What would become of the event. */
    public sealed interface Outcome {

        /** It would be sent. */
        record Sent(MappedEvent mapped) implements Outcome {}

        /** It would not be sent, for this reason. */
        record Filtered(String eventId, String reason) implements Outcome {}

        /** It would go to the dead letters. */
        record Dead(String detail) implements Outcome {}
    }

    private final EventFilter filter;
    private final EventMapper mapper;
    private final SecretValues secrets;

    private LanePreview(FilterConfig filter, EventMapper mapper, SecretValues secrets) {
        this.secrets = secrets;
        this.filter = new EventFilter(filter);
        this.mapper = mapper;
    }

    /**
     * The lane as configured.
     *
     * @param secrets cut out of what a plugin says that fails
     */
    public static LanePreview of(DestinationConfig config, Destination destination, SecretValues secrets) {
        return new LanePreview(config.filter(), new EventMapper(destination, config.mapping()), secrets);
    }

    /** The lane as configured, but every event passes the filter. */
    public static LanePreview withoutFilter(DestinationConfig config, Destination destination, SecretValues secrets) {
        FilterConfig everything = new FilterConfig(List.of("*"), Optional.empty());
        return new LanePreview(everything, new EventMapper(destination, config.mapping()), secrets);
    }

    /**
     * Takes an event through filter and map.
     *
     * @param json a webhook's JSON
     * @param nowMillis stands in for the time of receipt
     */
    public Outcome preview(byte[] json, long nowMillis) {
        try {
            Event event = EventParser.parse(json, nowMillis);
            EventFilter.Verdict verdict = filter.decide(event);
            if (verdict.reason().isPresent()) {
                return new Outcome.Filtered(event.id(), verdict.reason().get());
            }
            Optional<MappedEvent> mapped = mapper.map(event);
            return mapped.isPresent()
                    ? new Outcome.Sent(mapped.get())
                    : new Outcome.Filtered(event.id(), EventMapper.NO_IDENTITY);
        } catch (IOException | RuntimeException broken) {
            return new Outcome.Dead(secrets.redact(String.valueOf(broken.getMessage())));
        }
    }
}
