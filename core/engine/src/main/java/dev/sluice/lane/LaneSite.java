package dev.sluice.lane;

import dev.sluice.cluster.Cluster;
import dev.sluice.control.Control;
import dev.sluice.journal.Journal;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;

/** What all lanes of a node share. */
public record LaneSite(
        Cluster cluster,
        Placement placement,
        Control control,
        Journal journal,
        MeterRegistry registry,
        PausedLanes paused,
        Clock clock) {

    Vertx vertx() {
        return cluster.vertx();
    }
}
