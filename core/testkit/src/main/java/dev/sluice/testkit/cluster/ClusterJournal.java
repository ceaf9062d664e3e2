package dev.sluice.testkit.cluster;

/** Where the nodes keep their events. */
public enum ClusterJournal {
    /** In topics that all nodes share: what one accepted, any may deliver. */
    KAFKA,
    /** Each node in a file of its own: what it accepted stays its own. */
    SQLITE
}
