package dev.sluice.management;

import dev.sluice.journal.Journal;
import dev.sluice.spi.Destination;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** All routes of the management API that need no more than the journal: the same with a relay running and without. */
public final class ManagementApi {

    private ManagementApi() {}

    /** The API alone, for whoever has the journal and no relay. */
    public static Router router(Vertx vertx, Journal journal, Map<String, Destination> destinations, Clock clock) {
        Router router = Router.router(vertx);
        router.route().handler(RequestBody.within(RequestBody.Limits.STANDARD));
        mount(router, journal, () -> destinations, clock);
        return router;
    }

    /** @param destinations those that are configured at the moment, by id */
    static void mount(Router router, Journal journal, Supplier<Map<String, Destination>> destinations, Clock clock) {
        Supplier<Map<String, Duration>> dedupeWindows = () -> dedupeWindows(destinations.get());
        new DeadLetterApi(new LetterDesk(journal.deadLetters(), dedupeWindows, clock), clock).mount(router);
        new EventApi(journal, () -> destinations.get().keySet()).mount(router);
        new ImportApi(journal, clock).mount(router);
        router.route().failureHandler(Reply::failure);
        router.errorHandler(404, context -> Reply.error(context, 404, "nothing is at " + context.normalizedPath()));
        router.errorHandler(
                405, context -> Reply.error(context, 405, context.request().method() + " is not done here"));
    }

    /** Zero for those that never know an event again. */
    private static Map<String, Duration> dedupeWindows(Map<String, Destination> destinations) {
        Map<String, Duration> windows = new HashMap<>();
        destinations.forEach(
                (id, destination) -> windows.put(id, destination.dedupeWindow().orElse(Duration.ZERO)));
        return windows;
    }
}
