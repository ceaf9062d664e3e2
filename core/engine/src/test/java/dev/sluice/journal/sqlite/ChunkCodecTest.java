package dev.sluice.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.StoredEvent;
import dev.sluice.journal.trail.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ChunkCodecTest {

    @Property(tries = 300)
    void decodesWhatItEncoded(
            @ForAll @Size(max = 5) List<@Size(max = 5) List<byte[]>> bodies,
            @ForAll @LongRange(max = (1L << 56) - 1) long receivedAtMillis,
            @ForAll Origin origin) {
        List<AppendBatch> batches = new ArrayList<>();
        List<byte[]> all = new ArrayList<>();
        for (List<byte[]> some : bodies) {
            batches.add(new AppendBatch(receivedAtMillis, some, List.of()).by(origin));
            all.addAll(some);
        }

        List<StoredEvent> events = ChunkCodec.decode(42, all.size(), ChunkCodec.encode(batches));

        assertThat(events).hasSize(all.size());
        for (int i = 0; i < all.size(); i++) {
            assertThat(events.get(i).body()).isEqualTo(all.get(i));
            assertThat(events.get(i).offset()).isEqualTo(42 + i);
            assertThat(events.get(i).receivedAtMillis()).isEqualTo(receivedAtMillis);
            assertThat(events.get(i).origin()).isEqualTo(origin);
        }
    }

    @Test
    void whatIsCutShortOrTooLongIsReported() {
        byte[] payload = ChunkCodec.encode(List.of(new AppendBatch(1, List.of(new byte[10], new byte[10]), List.of())));

        assertThatThrownBy(() -> ChunkCodec.decode(5, 2, Arrays.copyOf(payload, payload.length - 1)))
                .isInstanceOf(JournalCorruptException.class)
                .hasMessageContaining("events 5 to");
        assertThatThrownBy(() -> ChunkCodec.decode(5, 1, payload)).isInstanceOf(JournalCorruptException.class);
        assertThatThrownBy(() -> ChunkCodec.decode(5, 3, payload)).isInstanceOf(JournalCorruptException.class);
    }

    @Property(tries = 300)
    void noBytesMakeItFailInAnotherWay(@ForAll byte[] payload) {
        try {
            assertThat(ChunkCodec.decode(0, 3, payload)).hasSize(3);
        } catch (JournalCorruptException expected) {
            assertThat(expected).hasMessageContaining("journal are damaged");
        }
    }

    @Property(tries = 300)
    void aSingleFlippedBitIsFound(@ForAll @Size(min = 1, max = 5) List<byte[]> bodies, @ForAll @IntRange int place) {
        byte[] payload = ChunkCodec.encode(List.of(new AppendBatch(1, bodies, List.of())));
        long checksum = ChunkCodec.checksum(payload);
        ChunkCodec.verify(0, bodies.size(), checksum, payload);

        int bit = place % (payload.length * Byte.SIZE);
        payload[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

        assertThatThrownBy(() -> ChunkCodec.verify(0, bodies.size(), checksum, payload))
                .isInstanceOf(JournalCorruptException.class);
    }
}
