package dev.sluice.testkit.contract.flawed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.BatchLimits;
import dev.sluice.spi.Destination;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.testkit.contract.flawed.cache.CachingPlugin;
import dev.sluice.testkit.contract.flawed.files.FilingPlugin;
import dev.sluice.testkit.contract.flawed.state.StatefulPlugin;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What a plugin can keep or do that it should not. */
final class StateFlaws {

    private StateFlaws() {}

    static List<Flaw> all() {
        return List.of(
                new Flaw(
                        "a field that changes",
                        "itHoldsNoState",
                        "the field StatefulPlugin.made is not final",
                        "make it final",
                        StatefulPlugin::new),
                new Flaw(
                        "a cache",
                        "itHoldsNoState",
                        "the field CachingPlugin.made holds something that can change",
                        "hold nothing between calls",
                        CachingPlugin::new),
                new Flaw(
                        "files of its own",
                        "itLeavesNetworkFilesThreadsAndLogsToTheEngine",
                        "FilingPlugin uses java.nio.file.Files",
                        "leave connections, files, threads and logs to the engine",
                        FilingPlugin::new),
                new Flaw(
                        "a thread of its own",
                        "itStartsNoThread",
                        "the plugin started the thread flusher",
                        "start none",
                        StateFlaws::threaded),
                new Flaw(
                        "the last settings for all",
                        "destinationsOfOnePluginDoNotMeet",
                        "a destination depends on another of the same plugin",
                        "keep settings in the destination",
                        StateFlaws::forgetful),
                new Flaw(
                        "at home in one thread",
                        "severalThreadsMayCallAtOnce",
                        "called by several threads at once, the destination answers differently",
                        "share nothing that changes",
                        StateFlaws::homely));
    }

    private static DestinationPlugin threaded() {
        return new FlawedPlugin() {
            @Override
            Destination spoilt(Destination destination, ObjectNode settings) {
                CountDownLatch never = new CountDownLatch(1);
                Thread flusher = new Thread(
                        () -> {
                            try {
                                never.await();
                            } catch (InterruptedException stopped) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "flusher");
                flusher.setDaemon(true);
                flusher.start();
                return destination;
            }
        };
    }

    private static DestinationPlugin forgetful() {
        return new FlawedPlugin() {

            private URI last = URI.create("https://none.example/");

            @Override
            Destination spoilt(Destination destination, ObjectNode settings) {
                last = destination.endpoint();
                return new FlawedDestination(destination) {
                    @Override
                    public URI endpoint() {
                        return last;
                    }
                };
            }
        };
    }

    private static DestinationPlugin homely() {
        Thread home = Thread.currentThread();
        return Spoilt.destination(good -> new FlawedDestination(good) {
            @Override
            public BatchLimits limits() {
                return Thread.currentThread() == home ? good.limits() : new BatchLimits(500, 1_000_000, 1_000);
            }
        });
    }
}
