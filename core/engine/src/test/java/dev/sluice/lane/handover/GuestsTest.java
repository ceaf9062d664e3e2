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
        Chunk chunk = enter(1, 0, 3);

        assertThat(guests.admit(handed(2, 0, 3), 0)).isEmpty();

        settle(chunk.events());
        assertThat(guests.admit(handed(2, 0, 3), 0)).isEmpty();
        guests.heard(told(chunk).partition(), 1);
        assertThat(guests.admit(handed(2, 0, 3), 0)).isPresent();
    }

    @Test
    void aChunkThatIsLargerThanTheWindowIsTakenWhereNothingElseIs() {
        assertThat(guests.admit(handed(1, 0, 50), 0)).isPresent();
    }

    @Test
    void theOwnerIsToldWhatIsSettledByItsPlaceInTheChunk() {
        Chunk chunk = enter(1, 70, 3);
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

        assertThat(guests.settled(new Settled(List.of(last), List.of(letter), List.of())))
                .containsExactly(last.partition());

        Guests.Outgoing told = told(chunk);
        assertThat(told.owner()).isEqualTo("home-1");
        assertThat(told.report().grant()).isEqualTo(1);
        assertThat(told.report().settled()).containsExactly(2);
        assertThat(told.report().given())
                .singleElement()
                .satisfies(given -> assertThat(given.place()).isEqualTo(2));
    }

    @Test
    void whatTheOwnerDidNotHearIsToldAgainWithWhatCameSince() {
        Chunk chunk = enter(1, 0, 2);
        settle(chunk.events().subList(0, 1));
        Guests.Outgoing lost = told(chunk);
        settle(chunk.events().subList(1, 2));
        assertThat(guests.outgoing(lost.partition()))
                .as("while one is under way")
                .isEmpty();

        guests.unheard(lost.partition());

        assertThat(guests.withNews()).containsExactly(lost.partition());
        assertThat(told(chunk).report().settled()).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void anOwnerThatHeardNothingForAWhileHearsThatThisNodeIsAtIt() {
        Chunk chunk = enter(1, 0, 2);
        Chunk other = enter(1, 2, 1);
        admit(2, 0, 1);

        assertThat(guests.silent(-1)).isEmpty();
        assertThat(guests.silent(0)).containsOnlyKeys("home-1");
        assertThat(guests.silent(0).get("home-1")).containsExactlyInAnyOrder(number(chunk), number(other));

        guests.heard(number(chunk), 5);
        assertThat(guests.silent(0).get("home-1")).containsExactly(number(other));
    }

    @Test
    void aRenewalAnswersNoReportThatHasGoneOutMeanwhile() {
        Chunk chunk = enter(1, 0, 1);
        settle(chunk.events());
        Guests.Outgoing lost = told(chunk);

        guests.renewed(lost.partition(), 5);
        guests.unheard(lost.partition());

        assertThat(told(chunk).report().settled()).containsExactly(0);
    }

    @Test
    void whatIsOthersBeforeItIsInTheLaneTakesNoRoom() {
        Chunk chunk = admit(1, 0, 5);

        guests.forget(number(chunk));

        assertThat(guests.admit(handed(2, 0, 5), 0)).isPresent();
    }

    @Test
    void whatIsOthersNowTakesRoomUntilTheLaneIsDoneWithItAndIsToldToNobody() {
        Chunk chunk = enter(1, 0, 5);
        settle(chunk.events().subList(0, 1));
        told(chunk);

        guests.forget(number(chunk));

        assertThat(guests.admit(handed(2, 0, 5), 0)).isEmpty();
        settle(chunk.events().subList(1, 5));
        assertThat(guests.withNews()).isEmpty();
        assertThat(guests.hasNews()).isFalse();
        assertThat(guests.admit(handed(2, 0, 5), 0)).isPresent();
    }

    @Test
    void anotherLaneOfThisProcessNumbersItsChunksOtherwise() {
        Chunk before = admit(1, 0, 1);
        Guests next = new Guests(new WindowConfig(5, new DataSize(1_000)));

        assertThat(number(next.admit(handed(1, 0, 1), 0).orElseThrow())).isNotEqualTo(number(before));
    }

    @Test
    void anOwnerThatIsGoneIsKnownByItsSilence() {
        Chunk chunk = admit(1, 0, 1);

        assertThat(guests.abandoned(-1)).isEmpty();
        assertThat(guests.abandoned(0)).containsExactly(number(chunk));
    }

    private Chunk enter(long grant, long firstOffset, int count) {
        Chunk chunk = admit(grant, firstOffset, count);
        guests.entered(number(chunk));
        return chunk;
    }

    private Guests.Outgoing told(Chunk chunk) {
        return guests.outgoing(number(chunk)).orElseThrow();
    }

    private static int number(Chunk chunk) {
        return chunk.events().get(0).partition();
    }

    private Chunk admit(long grant, long firstOffset, int count) {
        return guests.admit(handed(grant, firstOffset, count), 0).orElseThrow();
    }

    private void settle(List<StoredEvent> events) {
        guests.settled(new Settled(events, List.of(), List.of()));
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
