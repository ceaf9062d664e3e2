package dev.sluice.lane.deliver;

import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.ParkedEvent;
import dev.sluice.lane.Delivery;
import java.util.ArrayList;
import java.util.List;

/** What was settled: the events that arrived, those that were given up with their letters, and those that are set aside. */
final class Verdicts {

    private final List<Delivery> delivered = new ArrayList<>();
    private final List<Delivery> died = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final List<Delivery> setAside = new ArrayList<>();
    private final List<ParkedEvent> parked = new ArrayList<>();
    private int retried;

    void arrived(List<Delivery> events) {
        delivered.addAll(events);
    }

    void died(Delivery event, DeadLetter letter) {
        died.add(event);
        deadLetters.add(letter);
    }

    void parked(Delivery event, ParkedEvent row) {
        setAside.add(event);
        parked.add(row);
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

    List<Delivery> setAside() {
        return setAside;
    }

    List<ParkedEvent> parked() {
        return parked;
    }

    boolean isEmpty() {
        return delivered.isEmpty() && died.isEmpty() && parked.isEmpty();
    }

    int retried() {
        return retried;
    }
}
