package dev.sluice.lane.deliver;

import dev.sluice.lane.LaneStatus.State;
import java.time.Duration;

/** What a gate learned from its destination that holds for the gates of other nodes as well. */
sealed interface GateNews {

    /**
     * Nothing is to be sent for a while.
     *
     * @param pause from now on
     */
    record Closed(State why, Duration pause) implements GateNews {}

    /** The destination takes events again. */
    record Opened() implements GateNews {}
}
