package dev.sluice.testkit.cluster;

/** What is done to the nodes while clients post. */
public enum Blow {
    /** One node has all the work, and the others are started beside it. */
    SCALE_UP("from one node to all", 0),
    /** SIGKILL of a node; it is started again when the others have its work. */
    KILL("kill of a node", 1),
    /** SIGKILL of a node; it is started again at once. */
    KILL_AND_RESTART("kill of a node that is started again at once", 1),
    /** SIGSTOP of a node until the others have its work, then SIGCONT. */
    FREEZE("a frozen node that comes back", 1),
    /** A node loses brokers and other nodes, though neither senders nor destinations, until the others have its work. */
    SPLIT("a node that is cut off and comes back", 1),
    /** SIGKILL of the broker, which is started again on its data. */
    BROKER("kill of the broker", Integer.MAX_VALUE),
    /** Each node in turn is told to end, and started again with another version of the jar. */
    ROLL("a rolling restart with a new version", 0),
    /** All nodes but one are told to end, one after the other. */
    SCALE_DOWN("from all nodes to one", 0);

    private final String words;
    private final int nodesLost;

    Blow(String words, int nodesLost) {
        this.words = words;
        this.nodesLost = nodesLost;
    }

    /** Whether it falls on one node. */
    boolean hitsNode() {
        return nodesLost == 1;
    }

    /** How many nodes may have been cut short in what they were delivering, which is then delivered twice; of so many nodes. */
    int lost(int nodes) {
        return Math.min(nodes, nodesLost);
    }

    @Override
    public String toString() {
        return words;
    }
}
