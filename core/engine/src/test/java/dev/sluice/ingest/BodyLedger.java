package dev.sluice.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.DeadLetter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Books each byte of a body to what came of it: an event, a dead letter, or what stands between values. */
final class BodyLedger {

    private static final String BETWEEN_VALUES = " \t\r\n[],\u00EF\u00BB\u00BF";

    private final byte[] body;
    private int booked;

    BodyLedger(byte[] body) {
        this.body = body;
    }

    /** Each event and each dead letter is a slice of the body, in its order, and nothing is left over. */
    void assertAccountsFor(AppendBatch batch) {
        Slices events = new Slices(batch.events());
        Slices quarantined = new Slices(
                batch.quarantined().stream().map(DeadLetter::original).toList());
        while (booked < body.length) {
            // An accepted line may be the beginning of a quarantined one.
            boolean longerFirst = quarantined.next.length > events.next.length;
            Slices first = longerFirst ? quarantined : events;
            Slices second = longerFirst ? events : quarantined;
            if (!first.book() && !second.book()) {
                assertThat(BETWEEN_VALUES)
                        .as("what is lost at " + booked)
                        .contains(Character.toString(body[booked] & 0xFF));
                booked++;
            }
        }
        assertThat(Stream.of(events, quarantined)).allMatch(Slices::isEmpty);
    }

    private final class Slices {

        private final Iterator<byte[]> rest;
        private byte[] next;

        Slices(List<byte[]> slices) {
            rest = slices.stream().filter(slice -> slice.length > 0).iterator();
            next = rest.hasNext() ? rest.next() : new byte[0];
        }

        boolean isEmpty() {
            return next.length == 0;
        }

        boolean book() {
            int end = booked + next.length;
            if (isEmpty() || end > body.length || !Arrays.equals(body, booked, end, next, 0, next.length)) {
                return false;
            }
            booked = end;
            next = rest.hasNext() ? rest.next() : new byte[0];
            return true;
        }
    }
}
