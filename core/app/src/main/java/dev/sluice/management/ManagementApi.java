package dev.sluice.management;

import dev.sluice.journal.Journal;
import dev.sluice.spi.Destination;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.Map;

/** All routes of the management API that need no more than the journal: the same with a relay running and without. */
public final class ManagementApi {

    private ManagementApi() {}

    /** The API alone, for whoever has the journal and no relay. */
    public static Router router(Vertx vertx, Journal journal, Map<String, Destination> destinations, Clock clock) {
        Router router = Router.router(vertx);
        router.route().handler(RequestBody.within(RequestBody.Limits.STANDARD));
        Desks desks = Desks.of(journal, () -> destinations, clock);
        mount(router, journal, desks, clock);
        return router;
    }

    static void mount(Router router, Journal journal, Desks desks, Clock clock) {
        new DeadLetterApi(desks.letters()).mount(router);
        new EventApi(desks.events()).mount(router);
        new ImportApi(journal, clock).mount(router);
        router.route().failureHandler(Reply::failure);
        router.errorHandler(404, context -> Reply.error(context, 404, "nothing is at " + context.normalizedPath()));
        router.errorHandler(
                405, context -> Reply.error(context, 405, context.request().method() + " is not done here"));
    }
}
