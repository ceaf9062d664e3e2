package dev.sluice.lane;

/** Where the events of a lane's destination are delivered. */
public enum Placement {
    /** Here; and no other node's. */
    HERE,
    /** Here, and those of nodes that deliver nothing themselves as well. */
    HERE_FOR_OTHERS_TOO,
    /** By other nodes, which this one hands its events to. */
    HANDED_OVER,
    /** By other nodes, which read them from the journal that all share. */
    ELSEWHERE
}
