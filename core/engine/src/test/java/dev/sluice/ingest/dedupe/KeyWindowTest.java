package dev.sluice.ingest.dedupe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class KeyWindowTest {

    /** Few different keys and small windows: slots collide, wrap around, and are freed all the time. */
    @Property(tries = 1_000)
    void knowsTheNewestKeysAndNoOthers(
            @ForAll @IntRange(min = 1, max = 9) int maxKeys,
            @ForAll @Size(max = 200) List<@LongRange(min = -12, max = 12) Long> keys) {
        KeyWindow window = new KeyWindow(maxKeys);
        LinkedHashSet<Long> expected = new LinkedHashSet<>();
        for (long key : keys) {
            window.add(key);
            if (expected.add(key) && expected.size() > maxKeys) {
                expected.remove(expected.iterator().next());
            }

            assertThat(window.size()).isEqualTo(expected.size());
            for (long any = -12; any <= 12; any++) {
                assertThat(window.contains(any)).isEqualTo(expected.contains(any));
            }
        }
    }

    @Test
    void holdsAMillion() {
        KeyWindow window = new KeyWindow(1_000_000);
        for (long key = 0; key < 1_500_000; key++) {
            window.add(key * 0x9E3779B97F4A7C15L);
        }

        assertThat(window.size()).isEqualTo(1_000_000);
        assertThat(window.contains(499_999 * 0x9E3779B97F4A7C15L)).isFalse();
        assertThat(window.contains(500_000 * 0x9E3779B97F4A7C15L)).isTrue();
        assertThat(window.contains(1_499_999 * 0x9E3779B97F4A7C15L)).isTrue();
    }
}
