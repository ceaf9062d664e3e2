package dev.sluice.testkit.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * When the relay's clock is set, and by how much, forward or back: drawn from a seed. Most jumps are of minutes or hours, some of
 * days.
 */
final class ClockJumps {

    /**
     * The clock goes no further wrong than that, since the relay refuses signatures that are eight days off, and clients sign by the
     * right time.
     */
    static final Duration MOST_OFF = Duration.ofDays(6);

    /**
     * One jump.
     *
     * @param moment how much of its round has passed, from 0 to 1
     * @param off what the clock shows from then on, against the right time
     */
    record Jump(double moment, Duration off) {
        @Override
        public String toString() {
            return off.abs() + (off.isNegative() ? " behind" : " ahead");
        }
    }

    private final List<List<Jump>> rounds;
    private final Optional<Jump> last;

    /**
     * @param jumps in all; the last one is kept for the end, so that it meets what waits then
     * @param rounds that the others fall into
     */
    ClockJumps(long seed, int jumps, int rounds) {
        Random random = new Random(seed);
        List<List<Double>> moments = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            moments.add(new ArrayList<>());
        }
        for (int i = 1; i < jumps; i++) {
            moments.get(random.nextInt(rounds)).add(random.nextDouble());
        }
        List<List<Jump>> drawn = new ArrayList<>();
        Duration off = Duration.ZERO;
        for (List<Double> round : moments) {
            round.sort(Comparator.naturalOrder());
            List<Jump> ofRound = new ArrayList<>();
            for (double moment : round) {
                off = next(off, random);
                ofRound.add(new Jump(moment, off));
            }
            drawn.add(List.copyOf(ofRound));
        }
        this.rounds = List.copyOf(drawn);
        last = jumps == 0 ? Optional.empty() : Optional.of(new Jump(1, next(off, random)));
    }

    /** The jumps of a round, in their order. */
    List<Jump> in(int round) {
        return rounds.get(round);
    }

    /** The jump after all rounds; empty where there are none at all. */
    Optional<Jump> last() {
        return last;
    }

    private static Duration next(Duration off, Random random) {
        int dice = random.nextInt(10);
        if (dice < 8) {
            Duration length = dice < 4
                    ? Duration.ofSeconds(1 + random.nextInt(3_600))
                    : Duration.ofMinutes(60 + random.nextInt(23 * 60));
            Duration next = random.nextBoolean() ? off.plus(length) : off.minus(length);
            return next.abs().compareTo(MOST_OFF) <= 0
                    ? next
                    : off.multipliedBy(2).minus(next);
        }
        // From one end to the other it is more than an event may wait.
        Duration next = MOST_OFF.minus(Duration.ofMinutes(random.nextInt(3 * 24 * 60)));
        return random.nextBoolean() ? next : next.negated();
    }
}
