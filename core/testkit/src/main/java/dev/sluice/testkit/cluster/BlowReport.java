package dev.sluice.testkit.cluster;

import java.time.Duration;
import java.util.Locale;

/**
 * What a blow did.
 *
 * @param acknowledged events answered 200 around it
 * @param takeOver the longest that an acknowledged event had to wait until it was delivered, counted from the blow, or from its
 *     acknowledgement where that came later. So it spans what the lost node had read and not delivered, and what came to its share of
 *     the work until others had that
 * @param silence the longest that no event was acknowledged at all
 * @param secondCopies that reached the destination a second time, or were given up a second time, though they were posted once
 * @param allowedCopies how many of these at-least-once allows
 * @param postedTwice copies of events that were posted a second time, since a sender had no 200 for the first
 */
public record BlowReport(
        Blow blow,
        int acknowledged,
        Duration takeOver,
        Duration silence,
        int secondCopies,
        int allowedCopies,
        int postedTwice) {

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: taken over in %.1f s; %d events acknowledged, none for %.1f s at most; %d second copies (%d allowed), %d of"
                        + " what was posted twice",
                blow,
                takeOver.toMillis() / 1000.0,
                acknowledged,
                silence.toMillis() / 1000.0,
                secondCopies,
                allowedCopies,
                postedTwice);
    }
}
