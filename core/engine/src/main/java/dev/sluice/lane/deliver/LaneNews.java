package dev.sluice.lane.deliver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import dev.sluice.config.DestinationConfig;
import dev.sluice.control.Control;
import dev.sluice.lane.LaneAddresses;
import dev.sluice.lane.LaneStatus.Condition;
import dev.sluice.lane.LaneStatus.State;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What lanes of one destination tell each other from node to node. Only those listen that are set up the same: where a key differs,
 * as it does between two nodes while it is changed, one may be right where the other is wrong. Immutable.
 */
public final class LaneNews {

    private static final String COMMAND = "gate";
    private static final String OPEN = "open";

    /** No destination's pause is longer here. */
    private static final long LONGEST_MILLIS = Duration.ofHours(1).toMillis();

    private static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);

    private static final ObjectMapper SORTED =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private final Control control;
    private final String destination;
    private final String setUp;

    public LaneNews(Control control, DestinationConfig config) {
        this.control = control;
        destination = config.id();
        setUp = mark(config);
    }

    /** Has a node pass what it is told on to its lanes. */
    public static void serve(Control control) {
        control.serve(COMMAND, news -> {
            String address = new LaneAddresses(news.path("destination").asText()).news();
            control.cluster().vertx().eventBus().publish(address, news.toString(), LOCAL);
            return Future.succeededFuture(JsonNodeFactory.instance.objectNode());
        });
    }

    void tell(GateNews news) {
        if (control.cluster().isClustered()) {
            control.tellOthers(COMMAND, write(news));
        }
    }

    ObjectNode write(GateNews news) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("destination", destination)
                .put("setUp", setUp)
                .put("node", control.cluster().self().id());
        if (news instanceof GateNews.Closed closed) {
            return json.put("condition", closed.why().condition().name())
                    .put("pauseMillis", closed.pause().toMillis())
                    .put("reason", closed.why().reason())
                    .put("remedy", closed.why().remedy());
        }
        return json.put("condition", OPEN);
    }

    /** Empty for what does not concern this lane, or was told by a version that knows more. */
    Optional<GateNews> read(String text) {
        JsonNode json;
        try {
            json = SORTED.readTree(text);
        } catch (JsonProcessingException broken) {
            return Optional.empty();
        }
        if (!json.path("setUp").asText().equals(setUp)) {
            return Optional.empty();
        }
        String condition = json.path("condition").asText();
        if (condition.equals(OPEN)) {
            return Optional.of(new GateNews.Opened());
        }
        if (!condition.equals(Condition.SLOWED.name()) && !condition.equals(Condition.MISCONFIGURED.name())) {
            return Optional.empty();
        }
        long millis =
                Math.max(0, Math.min(LONGEST_MILLIS, json.path("pauseMillis").asLong()));
        String reason = json.path("reason").asText() + " (so it told node "
                + json.path("node").asText() + ")";
        return Optional.of(new GateNews.Closed(
                new State(
                        Condition.valueOf(condition),
                        reason,
                        json.path("remedy").asText()),
                Duration.ofMillis(millis)));
    }

    /** Sixteen bits: enough to tell that two nodes are set up differently, and too few for anybody to try keys against. */
    private static String mark(DestinationConfig config) {
        try {
            String settings = SORTED.writeValueAsString(SORTED.convertValue(config.settings(), Map.class));
            return Hashing.sha256()
                    .hashString(config.plugin() + settings, StandardCharsets.UTF_8)
                    .toString()
                    .substring(0, 4);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
