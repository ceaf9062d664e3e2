package dev.sluice.management;

import io.vertx.ext.web.Router;

/** What became of an event, over HTTP. */
final class EventApi {

    private final EventDesk desk;

    EventApi(EventDesk desk) {
        this.desk = desk;
    }

    void mount(Router router) {
        router.get("/api/v1/events/:id").handler(context -> Reply.of(context, desk.explain(context.pathParam("id"))));
    }
}
