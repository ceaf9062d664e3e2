package dev.sluice.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The dead letters over HTTP. */
final class DeadLetterApi {

    private static final String PATH = "/api/v1/dead-letters";
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 1_000;

    /** What a request that changes letters may say beside which ones. */
    private static final List<String> ASIDE = List.of("all", "dryRun");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LetterDesk desk;

    DeadLetterApi(LetterDesk desk) {
        this.desk = desk;
    }

    void mount(Router router) {
        router.get(PATH).handler(this::list);
        router.get(PATH + "/:id").handler(context -> Reply.of(context, desk.show(context.pathParam("id"))));
        router.post(PATH + "/replay").handler(context -> change(context, desk::replay));
        router.post(PATH + "/discard").handler(context -> change(context, desk::discard));
    }

    private void list(RoutingContext context) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, String> parameter : context.queryParams()) {
            fields.put(parameter.getKey(), parameter.getValue());
        }
        fields.remove("ids");
        int limit = (int) Math.max(1, Math.min(MAX_LIMIT, LetterCriteria.number(fields, "limit", DEFAULT_LIMIT)));
        Reply.of(context, desk.list(fields, limit));
    }

    private void change(RoutingContext context, Function<JsonNode, Future<ObjectNode>> change) {
        JsonNode fields = body(context);
        List<String> names = new ArrayList<>();
        fields.fieldNames().forEachRemaining(names::add);
        List<String> unknown = names.stream()
                .filter(name -> !desk.fields().contains(name) && !ASIDE.contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown fields " + unknown + "; there are " + desk.fields() + ", all and dryRun");
        }
        if (names.stream().noneMatch(desk.fields()::contains)
                && !fields.path("all").asBoolean()) {
            throw new IllegalArgumentException(
                    "nothing says which letters are meant; narrow them down, or ask for all of them (\"all\": true, --all)");
        }
        Reply.of(context, fields.path("dryRun").asBoolean() ? desk.weigh(fields) : change.apply(fields));
    }

    private static JsonNode body(RoutingContext context) {
        try {
            JsonNode body = JSON.readTree(RequestBody.in(context).getBytes());
            if (body.isObject()) {
                return body;
            }
        } catch (IOException broken) {
            // Told below, in the same words.
        }
        throw new IllegalArgumentException(
                "the body is no JSON object; send {\"destination\": \"amplitude\"} or the like");
    }
}
