package dev.sluice.lane.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.DataSize;
import dev.sluice.config.WindowConfig;
import dev.sluice.journal.Chunk;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.StoredEvent;
import dev.sluice.lane.Settled;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GuestsTest {

    private static final long SILENCE = 2_500;

    private final Guests guests = new Guests(new WindowConfig(5, new DataSize(1_000)));

    @Test
    void anothersEventsGoThroughTheLaneUnderANumberThatNoPartitionHas() {
        Chunk one = admit(1, 10, 2);
        Chunk other = admit(2, 10, 2);

        assertThat(one.events()).allMatch(StoredEvent::isGuest);
        assertThat(one.events()).extracting(StoredEvent::offset).containsExactly(0L, 1L);
        assertThat(one.events().get(0).partition())
                .isNotEqualTo(other.events().get(0).partition());
    }

    @Test
    void moreThanTheWindowIsNotTakenUntilSomethingIsSettledAndHeard() {
        Chunk chunk = admit(1, 0, 3);

        assertThat(guests.admit(handed(2, 0, 3), 0)).isEmpty();

        settle(chunk.events());
        assertThat(guests.admit(handed(2, 0, 3), 0)).isEmpty();
        heard(guests.outgoing(-1));
        assertThat(guests.admit(handed(2, 0, 3), 0)).isPresent();
    }

    @Test
    void aChunkThatIsLargerThanTheWindowIsTakenWhereNothingElseIs() {
        assertThat(guests.admit(handed(1, 0, 50), 0)).isPresent();
    }

    @Test
    void theOwnerIsToldWhatIsSettledByItsPlaceInTheChunk() {
        Chunk chunk = admit(1, 70, 3);
        StoredEvent last = chunk.events().get(2);
        DeadLetter letter = new DeadLetter(
                "amplitude",
                last.partition(),
                last.offset(),
                "id",
                "",
                "why",
                "",
                last.body(),
                Optional.empty(),
                1,
                2,
                3,
                4);

        guests.settled(new Settled(List.of(last), List.of(letter), List.of()));

        assertThat(guests.outgoing(-1)).singleElement().satisfies(each -> {
            assertThat(each.owner()).isEqualTo("home-1");
            assertThat(each.report().grant()).isEqualTo(1);
            assertThat(each.report().settled()).containsExactly(2);
            assertThat(each.report().given())
                    .singleElement()
                    .satisfies(given -> assertThat(given.place()).isEqualTo(2));
        });
    }

    @Test
    void whatTheOwnerDidNotHearIsToldAgainWithWhatCameSince() {
        Chunk chunk = admit(1, 0, 2);
        settle(chunk.events().subList(0, 1));
        Guests.Outgoing lost = guests.outgoing(-1).get(0);
        settle(chunk.events().subList(1, 2));
        assertThat(guests.outgoing(-1)).as("while one is under way").isEmpty();

        guests.unheard(lost.partition());

        assertThat(guests.outgoing(-1))
                .singleElement()
                .satisfies(each -> assertThat(each.report().settled()).containsExactlyInAnyOrder(0, 1));
    }

    @Test
    void anOwnerThatHeardNothingForAWhileHearsThatThisNodeIsAtIt() {
        admit(1, 0, 2);

        assertThat(guests.outgoing(SILENCE - 1 - SILENCE)).isEmpty();
        assertThat(guests.outgoing(0))
                .singleElement()
                .satisfies(each -> assertThat(each.report()).isEqualTo(HandedReport.renewal(1)));
    }

    @Test
    void whatIsOthersNowIsForgottenAndSettlesNothing() {
        Chunk chunk = admit(1, 0, 5);

        guests.forget(chunk.events().get(0).partition());
        settle(chunk.events());

        assertThat(guests.outgoing(Long.MAX_VALUE)).isEmpty();
        assertThat(guests.admit(handed(2, 0, 5), 0)).isPresent();
    }

    @Test
    void anOwnerThatIsGoneIsKnownByItsSilence() {
        Chunk chunk = admit(1, 0, 1);

        assertThat(guests.abandoned(-1)).isEmpty();
        assertThat(guests.abandoned(0)).containsExactly(chunk.events().get(0).partition());
    }

    private Chunk admit(long grant, long firstOffset, int count) {
        return guests.admit(handed(grant, firstOffset, count), 0).orElseThrow();
    }

    private void settle(List<StoredEvent> events) {
        guests.settled(new Settled(events, List.of(), List.of()));
    }

    private void heard(List<Guests.Outgoing> reports) {
        reports.forEach(each -> guests.heard(each.partition(), 1));
    }

    private static HandedChunk handed(long grant, long firstOffset, int count) {
        return new HandedChunk(
                "home-" + grant,
                grant,
                LongStream.range(firstOffset, firstOffset + count)
                        .mapToObj(offset -> new StoredEvent(0, offset, 1_000, new byte[10]))
                        .toList());
    }
}
