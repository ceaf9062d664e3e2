package dev.sluice.lane.deliver;

import dev.sluice.journal.trail.LaneStep;
import dev.sluice.journal.trail.LaneSteps;
import dev.sluice.journal.trail.Outcome;
import dev.sluice.lane.Batch;
import dev.sluice.lane.Delivery;
import dev.sluice.lane.deliver.AnswerReader.Reading;
import dev.sluice.spi.Answer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** What an answer made of each event of a batch, for the history. Stateless. */
final class AnswerSteps {

    /** An event that was left out since its person or device is throttled. */
    private static final String HELD_BACK = "the destination takes nothing of this person or device for a while";

    /** Some of the batch were named, and these were not. */
    private static final String NOT_NAMED = "others of the batch were refused";

    private AnswerSteps() {}

    /** The steps of a batch that was answered. */
    static List<LaneStep> of(Batch batch, Reading reading, Verdicts verdicts, long nowMillis) {
        LaneSteps steps = new LaneSteps();
        Set<Delivery> settled = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Delivery event : verdicts.delivered()) {
            settled.add(event);
            steps.add(Outcome.DELIVERED, "answered " + reading.status(), batch.tries(), event.mark());
        }
        leave(verdicts, batch.tries(), steps, settled);
        if (settled.size() < batch.deliveries().size()) {
            String why = reason(reading);
            for (Delivery event : batch.deliveries()) {
                if (!settled.contains(event)) {
                    steps.add(Outcome.RETRIED, why, batch.tries(), event.mark());
                }
            }
        }
        return steps.at(nowMillis);
    }

    /** The steps of events that were not even sent. */
    static List<LaneStep> heldBack(Verdicts verdicts, long nowMillis) {
        LaneSteps steps = new LaneSteps();
        leave(verdicts, 0, steps, Collections.newSetFromMap(new IdentityHashMap<>()));
        return steps.at(nowMillis);
    }

    private static void leave(Verdicts verdicts, int tries, LaneSteps steps, Set<Delivery> settled) {
        for (int i = 0; i < verdicts.died().size(); i++) {
            Delivery event = verdicts.died().get(i);
            settled.add(event);
            steps.add(Outcome.DEAD_LETTERED, verdicts.deadLetters().get(i).cause(), tries, event.mark());
        }
        for (Delivery event : verdicts.setAside()) {
            settled.add(event);
            steps.add(Outcome.PARKED, HELD_BACK, tries, event.mark());
        }
    }

    private static String reason(Reading reading) {
        Answer answer = reading.answer();
        if (answer instanceof Answer.Unavailable unavailable) {
            return unavailable.reason();
        } else if (answer instanceof Answer.SlowDown slowDown) {
            return slowDown.reason();
        } else if (answer instanceof Answer.Misconfigured misconfigured) {
            return misconfigured.reason();
        } else if (answer instanceof Answer.TooLarge tooLarge) {
            return tooLarge.reason();
        } else if (answer instanceof Answer.Refused refused) {
            return refused.reason();
        }
        return NOT_NAMED;
    }
}
