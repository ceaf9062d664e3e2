package dev.sluice.lane;

import io.vertx.core.eventbus.DeliveryOptions;

/**
 * The event-bus addresses of one lane.
 *
 * @param destination the destination's id
 */
public record LaneAddresses(String destination) {

    /** For what never leaves the node. */
    static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);

    /** The reader: {@link Released}. */
    public String read() {
        return of("read");
    }

    /** The filter: {@link dev.sluice.journal.Chunk}. */
    public String filter() {
        return of("filter");
    }

    /** The mapper: {@link EventChunk}. */
    public String map() {
        return of("map");
    }

    /** The batcher: {@link DeliveryChunk}. */
    public String batch() {
        return of("batch");
    }

    /** The sender: {@link Batch}. */
    public String deliver() {
        return of("deliver");
    }

    /** The sender, when what a person wants of it has changed: an empty text. */
    public String look() {
        return of("look");
    }

    /** Whoever delivers for other nodes: {@link dev.sluice.lane.handover.HandedChunk}. */
    public String take() {
        return of("take");
    }

    /** The account of what is delivered for others: {@link Settled} of nothing else. */
    public String guests() {
        return of("guests");
    }

    /**
     * The owner of what others deliver: {@link dev.sluice.lane.handover.HandedReport}.
     *
     * @param owner another one at each start, so that nobody takes old news for new ones
     */
    public String home(String owner) {
        return of("home." + owner);
    }

    /**
     * Where an owner is asked whether chunks are still a node's own: {@link dev.sluice.lane.handover.HandedRenewal}.
     *
     * @param home where it is told what became of them
     */
    public static String lease(String home) {
        return home + ".lease";
    }

    /** The sender, when a lane of another node has learned something: JSON. */
    public String news() {
        return of("news");
    }

    /** The account of offsets: {@link Taken} and {@link Settled}. */
    public String settle() {
        return of("settle");
    }

    private String of(String stage) {
        return "sluice.lane." + destination + "." + stage;
    }
}
