package dev.sluice.journal.sqlite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What waits for the writer, in order. Appends are bounded by their bytes and their number; settling is not, since each lane has
 * one step under way at a time. Safe for several threads.
 */
final class CommandQueue {

    /** More than a few seconds of writing: whoever comes then is better told to come later. */
    static final long MAX_BYTES = 32L << 20;

    static final int MAX_APPENDS = 65_536;

    private final Deque<Command> waiting = new ArrayDeque<>();
    private long bytes;
    private int appends;
    private boolean closed;

    /** What became of an offer. */
    enum Offer {
        TAKEN,
        BUSY,
        CLOSED
    }

    synchronized Offer offer(Command command) {
        if (closed) {
            return Offer.CLOSED;
        }
        if (command instanceof Command.Append append) {
            long more = append.batch().bytes();
            // An empty queue takes any batch, so that no size is refused for ever.
            if (appends > 0 && (bytes + more > MAX_BYTES || appends == MAX_APPENDS)) {
                return Offer.BUSY;
            }
            bytes += more;
            appends++;
        }
        closed = command instanceof Command.Close;
        waiting.addLast(command);
        notifyAll();
        return Offer.TAKEN;
    }

    /** Waits for something to do and takes all that is there, up to the bounds of one commit. */
    synchronized List<Command> take(int maxEvents, long maxBytes) throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        List<Command> taken = new ArrayList<>();
        long takenEvents = 0;
        long takenBytes = 0;
        while (!waiting.isEmpty()) {
            if (waiting.peekFirst() instanceof Command.Append append) {
                takenEvents += append.batch().events().size();
                takenBytes += append.batch().bytes();
                if (!taken.isEmpty() && (takenEvents > maxEvents || takenBytes > maxBytes)) {
                    break;
                }
                bytes -= append.batch().bytes();
                appends--;
            }
            taken.add(waiting.pollFirst());
        }
        return taken;
    }
}
