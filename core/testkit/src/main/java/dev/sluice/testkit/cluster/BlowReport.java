package dev.sluice.testkit.cluster;

import java.time.Duration;
import java.util.Locale;

/**
 * What a blow did.
 *
 * @param node that it fell on; empty where it fell on none
 * @param acknowledged events answered 200 around it
 * @param takeOver the longest that an acknowledged event had to wait until it was delivered, counted from the blow, or from its
 *     acknowledgement where that came later. So it spans what the lost node had read and not delivered, and what came to its share of
 *     the work until others had that
 * @param own the same for events in the file of a node that was away, which nobody else can deliver; zero where there are none
 * @param silence the longest that no event was acknowledged at all
 * @param secondCopies that reached the destination a second time, or were given up a second time, though they were posted once
 * @param allowedCopies how many of these at-least-once allows: what a node reads ahead, for each that was cut short, and each time
 *     that one said in its log that others have what it had not settled. None, where nothing of that happened
 * @param postedTwice copies of events that were posted a second time, since a sender had no 200 for the first
 */
public record BlowReport(
        Blow blow,
        String node,
        int acknowledged,
        Duration takeOver,
        Duration own,
        Duration silence,
        int secondCopies,
        long allowedCopies,
        int postedTwice) {

    @Override
    public String toString() {
        return blow + (node.isEmpty() ? "" : " (" + node + ")") + ": taken over in " + seconds(takeOver)
                + (own.isZero() ? "" : ", its own in " + seconds(own)) + "; " + acknowledged
                + " events acknowledged, none for " + seconds(silence) + " at most; " + secondCopies
                + " second copies (" + allowedCopies + " allowed), " + postedTwice + " of what was posted twice";
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
