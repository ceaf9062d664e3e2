package dev.sluice.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.Member;
import dev.sluice.control.Control;
import dev.sluice.control.NodeAnswer;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The dead letters of all nodes of a cluster whose nodes have a journal each. Who does not answer is named, and left out. */
final class ClusterLetterDesk implements LetterDesk {

    private static final String LIST = "letters.list";
    private static final String SHOW = "letters.show";
    private static final String WEIGH = "letters.weigh";
    private static final String REPLAY = "letters.replay";
    private static final String DISCARD = "letters.discard";

    private static final String NODE = "node";
    private static final String IDS = "ids";
    private static final int MOST_IDS = 1_000;

    /** For a list or a letter out of a large journal. */
    private static final Duration READING = Duration.ofSeconds(30);

    /** A replay of many letters takes a while. */
    private static final Duration CHANGING = Duration.ofMinutes(5);

    private static final List<String> COUNTS = List.of("letters", "replayed", "kept", "discarded");

    private final Control control;
    private final GoneNodes gone;
    private final Clock clock;

    /** @param own the desk of this node, which other nodes ask as well from now on */
    ClusterLetterDesk(Control control, LetterDesk own, GoneNodes gone, Clock clock) {
        this.control = control;
        this.gone = gone;
        this.clock = clock;
        control.serve(LIST, request -> own.list(request, request.path("limit").asInt(1)));
        control.serve(
                SHOW, request -> own.show(request.path("id").asText()).recover(ClusterLetterDesk::noneIfNotFound));
        control.serve(WEIGH, own::weigh);
        control.serve(REPLAY, own::replay);
        control.serve(DISCARD, own::discard);
    }

    @Override
    public Set<String> fields() {
        Set<String> fields = new TreeSet<>(LetterCriteria.FIELDS);
        fields.add(NODE);
        return fields;
    }

    @Override
    public Future<ObjectNode> list(JsonNode criteria, int limit) {
        MergedPage page = new MergedPage(criteria.path("before").asText());
        return askEach(LIST, asked(criteria), READING, (request, node) -> {
                    request.put("limit", limit);
                    page.before(node).ifPresent(number -> request.put("before", number));
                })
                .map(answers -> {
                    answers.forEach(answer -> answer.body()
                            .ifPresent(body -> page.add(answer.node().id(), body)));
                    return unheard(page.json(limit), answers, missing(criteria));
                });
    }

    @Override
    public Future<ObjectNode> show(String id) {
        NodeLetter letter = NodeLetter.read(id);
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("id", Long.toString(letter.number()));
        return control.ask(member(letter.node()), SHOW, request, READING).map(answer -> {
            JsonNode found = answer.body()
                    .orElseThrow(() -> new UnheardException("node " + letter.node() + " " + answer.failure()));
            if (found.isEmpty()) {
                throw new NotFoundException("there is no dead letter " + id);
            }
            return MergedPage.named(found, letter.node());
        });
    }

    @Override
    public Future<ObjectNode> weigh(JsonNode criteria) {
        return change(WEIGH, criteria);
    }

    @Override
    public Future<ObjectNode> replay(JsonNode criteria) {
        return change(REPLAY, criteria);
    }

    @Override
    public Future<ObjectNode> discard(JsonNode criteria) {
        return change(DISCARD, criteria);
    }

    private Future<ObjectNode> change(String command, JsonNode criteria) {
        return askEach(command, asked(criteria), CHANGING, (request, node) -> {})
                .map(answers -> unheard(sum(answers), answers, missing(criteria)));
    }

    /** The nodes that are meant, each with what it is asked for. */
    private Map<Member, ObjectNode> asked(JsonNode criteria) {
        ObjectNode common = JsonNodeFactory.instance.objectNode();
        criteria.properties().forEach(field -> {
            if (LetterCriteria.FIELDS.contains(field.getKey())
                    && !field.getKey().equals(IDS)) {
                common.set(field.getKey(), field.getValue());
            }
        });
        // What no node can understand is told before one is asked.
        LetterCriteria.read(common, clock);
        Map<String, ArrayNode> ids = criteria.has(IDS) ? ids(criteria.get(IDS)) : Map.of();
        List<Member> nodes = criteria.has(NODE)
                ? List.of(member(criteria.get(NODE).asText()))
                : ids.isEmpty()
                        ? control.cluster().members()
                        : ids.keySet().stream().map(this::member).toList();
        Map<Member, ObjectNode> asked = new TreeMap<>((one, other) -> one.id().compareTo(other.id()));
        for (Member node : nodes) {
            ObjectNode request = common.deepCopy();
            if (criteria.has(IDS)) {
                if (!ids.containsKey(node.id())) {
                    continue;
                }
                request.set(IDS, ids.get(node.id()));
            }
            asked.put(node, request);
        }
        return asked;
    }

    private static Map<String, ArrayNode> ids(JsonNode given) {
        if (given.isEmpty() || given.size() > MOST_IDS) {
            throw new IllegalArgumentException("ids: give 1 to 1000 letters, such as [\"a-1\", \"b-2\"]");
        }
        Map<String, ArrayNode> byNode = new TreeMap<>();
        for (JsonNode id : given) {
            NodeLetter letter = NodeLetter.read(id.asText());
            byNode.computeIfAbsent(letter.node(), first -> JsonNodeFactory.instance.arrayNode())
                    .add(letter.number());
        }
        return byNode;
    }

    private Member member(String id) {
        List<Member> members = control.cluster().members();
        return members.stream()
                .filter(node -> node.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("no node that is there is named \"" + id + "\"; there are "
                        + members.stream().map(Member::id).toList()));
    }

    /** Adds to a request what one node alone is asked. */
    private interface Detail {
        void add(ObjectNode request, String node);
    }

    private Future<List<NodeAnswer>> askEach(
            String command, Map<Member, ObjectNode> asked, Duration patience, Detail detail) {
        List<Future<NodeAnswer>> answers = new ArrayList<>();
        asked.forEach((node, request) -> {
            detail.add(request, node.id());
            answers.add(control.ask(node, command, request, patience));
        });
        return Future.all(answers).map(all -> all.<NodeAnswer>list());
    }

    private static ObjectNode sum(List<NodeAnswer> answers) {
        ObjectNode sum = JsonNodeFactory.instance.objectNode();
        ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
        for (NodeAnswer answer : answers) {
            answer.body().ifPresent(body -> {
                ObjectNode node = nodes.addObject().put("node", answer.node().id());
                for (String count : COUNTS) {
                    if (body.has(count)) {
                        node.set(count, body.get(count));
                        sum.put(
                                count,
                                sum.path(count).asLong() + body.get(count).asLong());
                    }
                }
                if (body.has("keptBecause")) {
                    sum.set("keptBecause", body.get("keptBecause"));
                }
            });
        }
        total(answers, "mayCountTwice").ifPresent(twice -> OwnLetterDesk.warned(sum, twice));
        sum.set("nodes", nodes);
        return sum;
    }

    private static Optional<Long> total(List<NodeAnswer> answers, String count) {
        return answers.stream()
                .flatMap(answer -> answer.body().stream())
                .filter(body -> body.has(count))
                .map(body -> body.get(count).asLong())
                .reduce(Long::sum);
    }

    /** Nodes that are meant as well, and can't be asked any more. */
    private List<ObjectNode> missing(JsonNode criteria) {
        return criteria.has(NODE) || criteria.has(IDS) ? List.of() : gone.unheard();
    }

    /** Adds who did not answer, and who can't be asked any more. */
    static ObjectNode unheard(ObjectNode json, List<NodeAnswer> answers, List<ObjectNode> gone) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        answers.stream().filter(answer -> !answer.isThere()).forEach(answer -> list.add(answer.failureJson()));
        list.addAll(gone);
        if (!list.isEmpty()) {
            json.set("unheard", list);
        }
        return json;
    }

    private static Future<ObjectNode> noneIfNotFound(Throwable failure) {
        return failure instanceof NotFoundException
                ? Future.succeededFuture(JsonNodeFactory.instance.objectNode())
                : Future.failedFuture(failure);
    }
}
