package dev.sluice.journal.trail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers the steps of one moment: events of which the same became are one step. For one thread. */
public final class LaneSteps {

    private record Kind(Outcome outcome, String detail, int tries) {}

    private final Map<Kind, List<EventMark>> marks = new LinkedHashMap<>(4);

    /** One event's step. */
    public void add(Outcome outcome, String detail, int tries, EventMark event) {
        marks.computeIfAbsent(new Kind(outcome, detail, tries), kind -> new ArrayList<>())
                .add(event);
    }

    /** All steps, at the given time. */
    public List<LaneStep> at(long millis) {
        List<LaneStep> steps = new ArrayList<>(marks.size());
        marks.forEach((kind, events) -> steps.add(new LaneStep(kind.outcome, kind.detail, kind.tries, millis, events)));
        return steps;
    }
}
