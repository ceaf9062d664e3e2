package dev.sluice.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.journal.LetterQuery;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The dead letters over HTTP. */
final class DeadLetterApi {

    private static final String PATH = "/api/v1/dead-letters";
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 1_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LetterDesk desk;
    private final Clock clock;

    DeadLetterApi(LetterDesk desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    void mount(Router router) {
        router.get(PATH).handler(this::list);
        router.get(PATH + "/:id").handler(this::show);
        router.post(PATH + "/replay").handler(context -> change(context, desk::replay));
        router.post(PATH + "/discard").handler(context -> change(context, desk::discard));
    }

    private void list(RoutingContext context) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, String> parameter : context.queryParams()) {
            fields.put(parameter.getKey(), parameter.getValue());
        }
        fields.remove("ids");
        LetterQuery query = LetterCriteria.read(fields, clock);
        long before = number(fields, "before", Long.MAX_VALUE);
        int limit = (int) Math.max(1, Math.min(MAX_LIMIT, number(fields, "limit", DEFAULT_LIMIT)));
        Reply.of(context, desk.list(query, before, limit));
    }

    private void show(RoutingContext context) {
        String id = context.pathParam("id");
        if (!id.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("\"" + id + "\" is no number of a letter");
        }
        Reply.of(
                context,
                desk.show(Long.parseLong(id))
                        .map(found -> found.orElseThrow(() -> new NotFoundException("there is no dead letter " + id))));
    }

    private void change(RoutingContext context, Function<LetterQuery, Future<ObjectNode>> change) {
        JsonNode fields = body(context);
        List<String> unknown = unknown(fields);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown fields " + unknown + "; there are " + LetterCriteria.FIELDS + ", all and dryRun");
        }
        LetterQuery query = LetterCriteria.read(fields, clock);
        if (query.equals(LetterQuery.ALL) && !fields.path("all").asBoolean()) {
            throw new IllegalArgumentException(
                    "nothing says which letters are meant; narrow them down, or ask for all of them (\"all\": true, --all)");
        }
        Reply.of(context, fields.path("dryRun").asBoolean() ? desk.weigh(query) : change.apply(query));
    }

    private static List<String> unknown(JsonNode fields) {
        List<String> names = new ArrayList<>();
        fields.fieldNames().forEachRemaining(names::add);
        names.removeAll(LetterCriteria.FIELDS);
        names.removeAll(List.of("all", "dryRun"));
        return names;
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

    private static long number(JsonNode fields, String name, long otherwise) {
        if (!fields.has(name)) {
            return otherwise;
        }
        String text = fields.get(name).asText();
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(name + ": \"" + text + "\" is no number");
        }
        return Long.parseLong(text);
    }
}
