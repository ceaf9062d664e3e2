package dev.sluice.lane.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.journal.Attempts;
import dev.sluice.journal.StoredEvent;
import dev.sluice.journal.trail.Origin;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireFormTest {

    private static final int BEFORE = 3;

    private static final HandedChunk CHUNK = new HandedChunk(
            "home",
            42,
            List.of(
                    new StoredEvent(0, 7, 1_700_000_000_123L, Origin.SIGNED, "{\"ä\":1}".getBytes(), Attempts.none(5)),
                    new StoredEvent(
                            StoredEvent.PARKED, 1L << 60, 9, Origin.UNKNOWN, new byte[0], new Attempts(3, 8, 7))));

    private static final HandedReport REPORT = new HandedReport(
            42,
            List.of(0, 511),
            List.of(
                    new HandedReport.GivenUp(
                            0, "id", "email.sent", "why", "in words", Optional.of(new byte[] {1, 2}), 3, 4, 5),
                    new HandedReport.GivenUp(511, "", "", "why", "", Optional.empty(), 0, 0, 6)),
            List.of(new HandedReport.SetAside(1, "user:ü", 7, 8, 9)));

    @Test
    void aChunkArrivesAsItWasSent() {
        HandedChunk arrived = sent(new HandedChunkCodec(), CHUNK);

        assertThat(arrived).usingRecursiveComparison().isEqualTo(CHUNK);
    }

    @Test
    void aReportArrivesAsItWasSent() {
        HandedReport arrived = sent(new HandedReportCodec(), REPORT);

        assertThat(arrived).usingRecursiveComparison().isEqualTo(REPORT);
    }

    @Test
    void aRenewalArrivesAsItWasSent() {
        HandedRenewal renewal = new HandedRenewal(List.of(1L, 1L << 40));

        assertThat(sent(new HandedRenewalCodec(), renewal)).isEqualTo(renewal);
    }

    @Test
    void whatIsCutShortAnywhereIsRefused() {
        HandedReportCodec codec = new HandedReportCodec();
        Buffer whole = written(codec, REPORT);

        for (int length = BEFORE + Integer.BYTES; length < whole.length(); length++) {
            Buffer cut = whole.getBuffer(0, length);
            assertThatThrownBy(() -> codec.decodeFromWire(BEFORE, cut))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("can't be read");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void aCountThatCannotBeTakesNoMemory(int count) {
        HandedChunkCodec codec = new HandedChunkCodec();
        Buffer wire = Buffer.buffer().appendInt(1).appendInt(0).appendLong(42).appendInt(count);

        assertThatThrownBy(() -> codec.decodeFromWire(0, wire))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("can't be read");
    }

    @Test
    void anotherEditionIsRefusedByItsNumber() {
        Buffer wire = Buffer.buffer().appendInt(2);

        assertThatThrownBy(() -> new HandedChunkCodec().decodeFromWire(0, wire))
                .hasMessage(
                        "another node writes sluice.handed-chunk in edition 2, this one reads 1; let all run versions"
                                + " that go together");
    }

    private static <T> T sent(WireCodec<T> codec, T message) {
        return codec.decodeFromWire(BEFORE, written(codec, message));
    }

    private static <T> Buffer written(WireCodec<T> codec, T message) {
        Buffer buffer = Buffer.buffer("___");
        codec.encodeToWire(buffer, message);
        return buffer;
    }
}
