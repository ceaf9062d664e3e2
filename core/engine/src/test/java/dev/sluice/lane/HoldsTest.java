package dev.sluice.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Decisions of persons, heard in any order. */
class HoldsTest {

    @Property(tries = 300)
    void nodesThatHaveHeardTheSameAgreeWhateverTheOrder(@ForAll long seed) {
        Random random = new Random(seed);
        List<Hold> decisions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            decisions.add(new Hold(
                    "d" + random.nextInt(3), random.nextBoolean(), random.nextInt(10), "n" + random.nextInt(3) + i));
        }
        Holds one = new Holds();
        one.learnAll(decisions);
        Collections.shuffle(decisions, random);
        Holds other = new Holds();
        other.learnAll(decisions);
        other.learnAll(decisions.subList(0, 5));

        assertThat(other.all()).containsExactlyInAnyOrderElementsOf(one.all());
    }

    @Example
    void theLastDecisionCountsEvenWhereItsNodesClockIsBehind() {
        Holds ahead = new Holds();
        Holds behind = new Holds();
        behind.learn(ahead.decide("amplitude", true, 9_000, "b"));

        Hold resumed = behind.decide("amplitude", false, 10, "a");

        assertThat(ahead.learn(resumed)).isTrue();
        assertThat(ahead.contains("amplitude")).isFalse();
    }

    @Example
    void whatIsHeardAgainIsNoNews() {
        Holds holds = new Holds();
        Hold paused = new Hold("amplitude", true, 5, "a");

        assertThat(holds.learn(paused)).isTrue();
        assertThat(holds.learn(paused)).isFalse();
        assertThat(holds.learnAll(List.of(new Hold("amplitude", false, 4, "b"))))
                .isEmpty();
        assertThat(holds.contains("amplitude")).isTrue();
    }

    @Example
    void theOldestDecisionsAreForgottenBeyondABound() {
        Holds holds = new Holds();
        for (int i = 0; i <= Holds.MAX; i++) {
            holds.decide("d" + i, true, i, "a");
        }

        assertThat(holds.all()).hasSize(Holds.MAX);
        assertThat(holds.contains("d0")).isFalse();
        assertThat(holds.contains("d" + Holds.MAX)).isTrue();
    }
}
