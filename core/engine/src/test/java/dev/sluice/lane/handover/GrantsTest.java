package dev.sluice.lane.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.journal.Attempts;
import dev.sluice.journal.SetClock;
import dev.sluice.journal.StoredEvent;
import dev.sluice.lane.Settled;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrantsTest {

    private static final long LEASE = 10_000;

    private final SetClock clock = new SetClock();
    private final StoredEvent first = event(7);
    private final StoredEvent second = event(8);
    private final StoredEvent third = event(9);
    private final Grants grants = new Grants("amplitude", LEASE, clock);
    private final long grant = grants.give(List.of(first, second, third), 0);

    @Test
    void whatANodeTellsIsSettledOnceAsTheOwnersOwnEvents() {
        assertThat(settled(0, 2).events()).containsExactly(first, third);
        assertThat(settled(2, 1).events()).containsExactly(second);
        assertThat(grants.isEmpty()).isTrue();
    }

    @Test
    void aGrantIsOverWhenAllOfItIsSettled() {
        settled(0, 1, 2);

        assertThat(grants.renew(List.of(grant), 1)).containsExactly(grant);
    }

    @Test
    void aLeaseThatEndsGivesBackWhatIsNotSettled() {
        grants.taken(grant, "b", 0);
        settled(1);

        assertThat(grants.expired(LEASE)).isEmpty();
        assertThat(grants.expired(LEASE + 1)).containsExactly(List.of(first, third));
        assertThat(grants.report(settling(0), LEASE)).isEmpty();
    }

    @Test
    void aNodeThatSaysItIsAtItKeepsItsLease() {
        grants.taken(grant, "b", 0);
        assertThat(grants.renew(List.of(grant, 99L), 9_000)).containsExactly(99L);

        assertThat(grants.expired(LEASE + 8_999)).isEmpty();
        assertThat(grants.expired(LEASE + 9_000)).hasSize(1);
    }

    @Test
    void whatAnOwnerMissedWhileItWasFrozenEndsNoLease() {
        grants.taken(grant, "b", 0);

        grants.postpone(30_000);

        assertThat(grants.expired(LEASE + 29_999)).isEmpty();
        assertThat(grants.expired(LEASE + 30_000)).hasSize(1);
    }

    @Test
    void aNodeThatLeavesGivesBackAtOnceWhatItHad() {
        long other = grants.give(List.of(event(20)), 0);
        grants.taken(grant, "b", 0);
        grants.taken(other, "c", 0);

        assertThat(grants.gone("b")).containsExactly(List.of(first, second, third));
        assertThat(grants.report(new HandedReport(other, List.of(0), List.of(), List.of()), 1))
                .isPresent();
    }

    @Test
    void whatNobodyTookIsGivenBack() {
        assertThat(grants.refused(grant)).containsExactly(first, second, third);
        assertThat(grants.isEmpty()).isTrue();
        assertThat(grants.refused(grant)).isEmpty();
    }

    @Test
    void aLetterIsFiledWithTheOwnersPlaceAndTheWebhookItself() {
        HandedReport.GivenUp given = new HandedReport.GivenUp(
                1, "id", "email.sent", "invalid-field", "no such field", Optional.of(new byte[] {5}), 3, 100, 200);

        Settled settled = grants.report(new HandedReport(grant, List.of(1), List.of(given), List.of()), 1)
                .orElseThrow();

        assertThat(settled.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.partition()).isEqualTo(second.partition());
            assertThat(letter.offset()).isEqualTo(second.offset());
            assertThat(letter.original()).isSameAs(second.body());
            assertThat(letter.receivedAtMillis()).isEqualTo(second.receivedAtMillis());
            assertThat(letter.cause()).isEqualTo("invalid-field: no such field");
            assertThat(letter.tries()).isEqualTo(3);
        });
    }

    @Test
    void anEventIsSetAsideWithTheAgeThatTheOwnerKnowsAndByItsClock() {
        HandedReport.SetAside aside = new HandedReport.SetAside(0, "user:1", 5_000, 2, 100);

        Settled settled = grants.report(new HandedReport(grant, List.of(0), List.of(), List.of(aside)), 1)
                .orElseThrow();

        assertThat(settled.parked()).singleElement().satisfies(parked -> {
            assertThat(parked.event()).isSameAs(first);
            assertThat(parked.key()).isEqualTo("user:1");
            assertThat(parked.parkedAtMillis()).isEqualTo(clock.millis());
            assertThat(parked.dueAtMillis()).isEqualTo(clock.millis() + 5_000);
            assertThat(parked.attempts())
                    .isEqualTo(new Attempts(2, 100, first.attempts().sinceMillis()));
        });
    }

    @Test
    void placesThatAreNoneSettleNothing() {
        HandedReport.SetAside nowhere = new HandedReport.SetAside(-1, "user:1", 5_000, 2, 100);

        Settled settled = grants.report(new HandedReport(grant, List.of(-1, 3, 99), List.of(), List.of(nowhere)), 1)
                .orElseThrow();

        assertThat(settled.events()).isEmpty();
        assertThat(settled.parked()).isEmpty();
        assertThat(grants.gone("")).containsExactly(List.of(first, second, third));
    }

    private Settled settled(Integer... places) {
        return grants.report(settling(places), 1).orElseThrow();
    }

    private HandedReport settling(Integer... places) {
        return new HandedReport(grant, List.of(places), List.of(), List.of());
    }

    private static StoredEvent event(long offset) {
        return new StoredEvent(0, offset, 1_000 + offset, new byte[] {(byte) offset});
    }
}
