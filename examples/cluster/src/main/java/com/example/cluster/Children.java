package com.example.cluster;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Processes that end together. For any thread. */
final class Children {

    private final List<Child> children = new CopyOnWriteArrayList<>();
    private volatile boolean ending;

    /** Takes one in; where it ends before it was asked to, that is told. */
    void add(Child child) {
        children.add(child);
        Thread follower = new Thread(() -> tellWhenEnded(child), "end of " + child.name());
        follower.setDaemon(true);
        follower.start();
        if (ending) {
            child.askToEnd();
        }
    }

    /** Waits until none is left. */
    void await() throws InterruptedException {
        for (Child child : children) {
            child.await();
        }
    }

    /** Asks all to end, and waits until they have. */
    void end() {
        ending = true;
        children.forEach(Child::askToEnd);
        try {
            for (Child child : children) {
                child.end();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellWhenEnded(Child child) {
        try {
            child.await();
            if (!ending) {
                System.out.println(child.fate());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
