package dev.sluice.lane.read;

import dev.sluice.config.WindowConfig;

/** How far a lane has read ahead of what is settled. For one thread. */
final class Window {

    private final int maxEvents;
    private final long maxBytes;
    private int events;
    private long bytes;

    Window(WindowConfig config) {
        maxEvents = config.maxEvents();
        maxBytes = config.maxBytes().bytes();
    }

    /** Whether anything more may be read. */
    boolean isOpen() {
        return events < maxEvents && bytes < maxBytes;
    }

    int roomInEvents() {
        return Math.max(0, maxEvents - events);
    }

    long roomInBytes() {
        return Math.max(0, maxBytes - bytes);
    }

    void take(int moreEvents, long moreBytes) {
        events += moreEvents;
        bytes += moreBytes;
    }

    void release(int fewerEvents, long fewerBytes) {
        if (fewerEvents > events || fewerBytes > bytes) {
            throw new IllegalStateException("more was settled than was read: " + fewerEvents + " of " + events
                    + " events, " + fewerBytes + " of " + bytes + " bytes");
        }
        events -= fewerEvents;
        bytes -= fewerBytes;
    }
}
