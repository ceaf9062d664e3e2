package dev.sluice.lane.filter;

import dev.sluice.config.FilterConfig;
import dev.sluice.expression.WhenExpression;
import dev.sluice.spi.Event;
import java.util.Optional;

/** Decides whether an event goes to the destination. Immutable. */
public final class EventFilter {

    /** What the filter says of an event. */
    public enum Verdict {
        PASSES(""),
        /** It passes because the condition could not be worked out: an event too many is mended more easily than one lost. */
        PASSES_UNDECIDED(""),
        /** Its name is not selected. */
        NOT_SELECTED("events"),
        /** The condition does not hold. */
        NOT_WANTED("when");

        private final String reason;

        Verdict(String reason) {
            this.reason = reason;
        }

        /** The label in {@code sluice_lane_filtered_total}; empty where the event passes. */
        public Optional<String> reason() {
            return reason.isEmpty() ? Optional.empty() : Optional.of(reason);
        }
    }

    private final EventSelection selection;
    private final Optional<WhenExpression> when;

    /** @throws dev.sluice.expression.InvalidExpressionException where the condition does not compile */
    public EventFilter(FilterConfig config) {
        selection = new EventSelection(config.events());
        when = config.when().map(WhenExpression::compile);
    }

    public Verdict decide(Event event) {
        if (!selection.selects(event)) {
            return Verdict.NOT_SELECTED;
        }
        if (when.isEmpty()) {
            return Verdict.PASSES;
        }
        return when.get()
                .holds(event)
                .map(holds -> holds ? Verdict.PASSES : Verdict.NOT_WANTED)
                .orElse(Verdict.PASSES_UNDECIDED);
    }
}
