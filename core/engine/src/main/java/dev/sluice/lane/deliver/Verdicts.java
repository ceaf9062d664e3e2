package dev.sluice.lane.deliver;

import dev.sluice.journal.DeadLetter;
import dev.sluice.lane.Delivery;
import java.util.ArrayList;
import java.util.List;

/** What an answer settled: the events that arrived, and those that were given up with their letters. */
final class Verdicts {

    private final List<Delivery> delivered = new ArrayList<>();
    private final List<Delivery> died = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private int retried;

    void arrived(List<Delivery> events) {
        delivered.addAll(events);
    }

    void died(Delivery event, DeadLetter letter) {
        died.add(event);
        deadLetters.add(letter);
    }

    void retried(int events) {
        retried += events;
    }

    List<Delivery> delivered() {
        return delivered;
    }

    List<Delivery> died() {
        return died;
    }

    List<DeadLetter> deadLetters() {
        return deadLetters;
    }

    int retried() {
        return retried;
    }
}
