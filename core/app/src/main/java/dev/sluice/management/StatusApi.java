package dev.sluice.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.JournalStatus;
import dev.sluice.lane.Lane;
import dev.sluice.relay.Relay;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Optional;

/** How the node and its lanes are, over HTTP. Needs a relay that runs. */
final class StatusApi {

    private final Relay relay;

    StatusApi(Relay relay) {
        this.relay = relay;
    }

    void mount(Router router) {
        router.get("/api/v1/status").handler(this::status);
        router.get("/api/v1/destinations").handler(context -> answer(context, destinations()));
    }

    private void status(RoutingContext context) {
        JournalStatus journal = relay.journal().status();
        Health health = Health.of(relay);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("ready", health.ready());
        health.reason().ifPresent(reason -> json.put("reason", reason));
        json.set("configuration", health.details().get("configuration"));
        json.putObject("node")
                .put("version", version())
                .put("java", System.getProperty("java.version"))
                .put("pid", ProcessHandle.current().pid())
                .put("startedAt", startedAt().toString())
                .put("ingestPort", relay.ingestPort());
        json.putObject("journal")
                .put("bytes", journal.bytes())
                .put("maxBytes", journal.maxBytes())
                .put("quarantined", journal.deadLetters().getOrDefault(DeadLetter.INGEST, 0L));
        json.set("destinations", destinations());
        answer(context, json);
    }

    private ArrayNode destinations() {
        JournalStatus journal = relay.journal().status();
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Lane lane : relay.lanes()) {
            all.add(DestinationJson.of(lane, journal));
        }
        return all;
    }

    private static void answer(RoutingContext context, JsonNode json) {
        Reply.of(context, Future.succeededFuture(json));
    }

    private static String version() {
        return Optional.ofNullable(StatusApi.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
    }

    private static Instant startedAt() {
        return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    }
}
