package dev.sluice.lane.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sluice.lane.LaneStatus.Condition;
import dev.sluice.lane.LaneStatus.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Gates of several nodes before one destination, which tell each other what they learn. */
class GateNewsTest {

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long FIRST_SAY = 2_000;

    private final Gate a = gate(new Random(1));
    private final Gate b = gate(new Random(2));

    private static Gate gate(Random random) {
        return new Gate(
                new RetryBackoff(Duration.ofSeconds(1), Duration.ofMinutes(5), random),
                new RetryBackoff(Duration.ofSeconds(1), Duration.ofMinutes(1), random));
    }

    private static GateNews passOn(Gate from, Gate to, long now) {
        GateNews news = from.news(now).orElseThrow();
        to.heard(news, now);
        return news;
    }

    @Example
    void aPauseThatOneNodeIsAskedForHoldsOnTheOthersWhichLetThatOneGoFirst() {
        a.slowed("429", Duration.ofSeconds(30), 0);

        GateNews news = passOn(a, b, 10_000);

        assertThat(news).isEqualTo(new GateNews.Closed(new State(Condition.SLOWED, "429", ""), Duration.ofSeconds(20)));
        assertThat(b.state().condition()).isEqualTo(Condition.SLOWED);
        assertThat(a.admits(30_000, 0)).isTrue();
        assertThat(b.admits(30_000, 0))
                .as("the node that was told by the destination asks first")
                .isFalse();
        assertThat(b.admits(30_000 + FIRST_SAY, 0)).as("if that one can't").isTrue();
    }

    @Example
    void allOpenWhenOneIsLetThrough() {
        a.misconfigured("wrong key", "mend it", 0);
        passOn(a, b, 0);
        assertThat(b.state()).isEqualTo(new State(Condition.MISCONFIGURED, "wrong key", "mend it"));

        a.succeeded(1_000);

        assertThat(passOn(a, b, 1_000)).isEqualTo(new GateNews.Opened());
        assertThat(b.state()).isEqualTo(State.RUNNING);
        assertThat(b.admits(1_000, 0)).isTrue();
        assertThat(b.admits(1_000, 1)).as("one by one at first").isFalse();
    }

    @Example
    void whatAGateWasToldItDoesNotTellOn() {
        a.slowed("429", Duration.ofSeconds(30), 0);
        passOn(a, b, 0);
        assertThat(b.news(0)).isEmpty();

        a.succeeded(30_000);
        passOn(a, b, 30_000);
        assertThat(b.news(30_000)).isEmpty();
        assertThat(a.news(30_000)).as("told once").isEmpty();
    }

    @Example
    void aNodeThatWasOnlyToldOpensTheOthersWhenItsOwnProbeIsTaken() {
        a.slowed("429", Duration.ofSeconds(30), 0);
        passOn(a, b, 0);

        b.succeeded(30_000 + FIRST_SAY);

        passOn(b, a, 30_000 + FIRST_SAY);
        assertThat(a.state()).isEqualTo(State.RUNNING);
    }

    @Example
    void aPauseThatTheDestinationAskedOfThisNodeIsNotEndedByAnother() {
        a.slowed("429", Duration.ofSeconds(30), 0);
        passOn(a, b, 0);
        b.slowed("429", Duration.ofSeconds(60), 1);

        a.succeeded(30_000);
        passOn(a, b, 30_000);

        assertThat(b.admits(59_999, 0)).isFalse();
        assertThat(b.state().condition()).isEqualTo(Condition.SLOWED);
    }

    @Example
    void anOutageIsOneNodesOwn() {
        a.failed("503", Duration.ofSeconds(90), 0);
        assertThat(a.news(0)).isEmpty();

        b.slowed("429", Duration.ofSeconds(1), 0);
        b.succeeded(1_000);
        passOn(b, a, 1_000);
        assertThat(a.admits(1_000, 0))
                .as("it has not seen the destination answer")
                .isFalse();
    }

    @Example
    void whatOneNodesEventsMakeDoubtfulIsItsOwn() {
        a.doubted("refuses every request", "see its log", 0);

        assertThat(a.state().condition()).isEqualTo(Condition.MISCONFIGURED);
        assertThat(a.news(0)).isEmpty();
    }

    @Example
    void aNodeThatAloneIsPlacedWronglyStopsTheOthersForAMomentOnly() {
        long now = 0;
        long bClosed = 0;
        for (; now < 10 * MINUTE; now += 100) {
            if (a.admits(now, 0)) {
                a.misconfigured("403", "this address is blocked", now);
            }
            if (b.admits(now, 0)) {
                b.succeeded(now);
            } else {
                bClosed += 100;
            }
            Optional<GateNews> told = a.news(now);
            if (told.isPresent()) {
                b.heard(told.get(), now);
            }
            Optional<GateNews> answer = b.news(now);
            if (answer.isPresent()) {
                a.heard(answer.get(), now);
            }
        }
        assertThat(bClosed).isBetween(1L, 2 * FIRST_SAY);
    }

    @Property(tries = 50)
    void noNodeAsksInAPauseThatAnyWasAskedForAndSomeNodeAsksSoonAfterIt(@ForAll long seed) {
        Random random = new Random(seed);
        List<Gate> gates = List.of(gate(random), gate(random), gate(random));
        long pausedUntil = 0;
        long lastAsked = 0;
        for (long now = 0; now < 5 * MINUTE; now += 100) {
            for (Gate gate : gates) {
                if (!gate.admits(now, 0)) {
                    continue;
                }
                if (now < pausedUntil) {
                    fail("asked at " + now + " in a pause until " + pausedUntil);
                }
                lastAsked = now;
                if (random.nextInt(10) == 0) {
                    Duration pause = Duration.ofMillis(1_000 + random.nextInt(30_000));
                    pausedUntil = now + pause.toMillis();
                    gate.slowed("429", pause, now);
                } else {
                    gate.succeeded(now);
                }
                List<GateNews> told = new ArrayList<>();
                gate.news(now).ifPresent(told::add);
                for (Gate other : gates) {
                    for (GateNews news : told) {
                        if (other != gate) {
                            other.heard(news, now);
                        }
                    }
                }
            }
            assertThat(now - Math.max(pausedUntil, lastAsked))
                    .as("nobody waits long")
                    .isLessThan(FIRST_SAY + 100);
        }
    }
}
