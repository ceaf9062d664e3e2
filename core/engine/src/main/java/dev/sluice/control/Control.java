package dev.sluice.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.Member;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks nodes for things. This node is asked without the bus, so that a node without others pays nothing; a node that does not answer
 * is an answer that says so, never a failure of the whole. One for each node. For any thread.
 *
 * <p>A node has one address for all commands: where it listens is known from the first message on, so that asking the others for
 * something new does not have to wait for a frozen one that holds a part of the cluster's tables.
 */
public final class Control {

    /** A node that answers at all answers within this time. */
    public static final Duration PATIENCE = Duration.ofMillis(1_500);

    /** Criteria with a thousand letters' ids are well below. */
    static final int MAX_REQUEST_CHARS = 256 * 1024;

    /** A letter whose webhook is of the default size at most, with what was sent; or a page of a thousand without. */
    static final int MAX_ANSWER_CHARS = 16 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Control.class);

    private static final String ADDRESS = "sluice.control.";
    private static final String COMMAND = "command";

    /** Asks for nothing but a sign of life. */
    private static final String HERE = "here";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Cluster cluster;
    private final Map<String, Service> services = new ConcurrentHashMap<>();
    private volatile Optional<MessageConsumer<String>> consumer = Optional.empty();

    public Control(Cluster cluster) {
        this.cluster = cluster;
        serve(HERE, request -> Future.succeededFuture(request));
    }

    /** Begins to answer other nodes; completes when they can reach this one. */
    public Future<Void> start() {
        if (!cluster.isClustered()) {
            return Future.succeededFuture();
        }
        MessageConsumer<String> listening = cluster.vertx().eventBus().consumer(address(cluster.self()), this::receive);
        consumer = Optional.of(listening);
        return listening.completion();
    }

    /** Answers nobody any more. */
    public Future<Void> stop() {
        return consumer.map(MessageConsumer::unregister).orElseGet(Future::succeededFuture);
    }

    /** From now on this node answers a command. */
    public void serve(String command, Service service) {
        services.put(command, service);
    }

    /** The nodes that can be asked. */
    public Cluster cluster() {
        return cluster;
    }

    /** Asks all nodes, this one too, for what they have at hand: {@link #PATIENCE} is all the time they get. */
    public Future<List<NodeAnswer>> askAll(String command, JsonNode request) {
        return ask(cluster.members(), command, request, PATIENCE);
    }

    /**
     * Asks some nodes.
     *
     * @param patience how long those that are there may work on it; whether they are there is known within {@link #PATIENCE}
     * @return in the order of the nodes; never fails
     */
    public Future<List<NodeAnswer>> ask(List<Member> nodes, String command, JsonNode request, Duration patience) {
        return Future.all(nodes.stream()
                        .map(node -> ask(node, command, request, patience))
                        .toList())
                .map(all -> all.<NodeAnswer>list());
    }

    /** Asks one node, as {@link #ask(List, String, JsonNode, Duration)} does. */
    public Future<NodeAnswer> ask(Member node, String command, JsonNode request, Duration patience) {
        if (node.id().equals(cluster.self().id())) {
            return answer(command, request)
                    .map(body -> NodeAnswer.of(node, body))
                    .otherwise(failure -> NodeAnswer.failed(node, words(failure)));
        }
        Future<Boolean> there = patience.compareTo(PATIENCE) <= 0
                ? Future.succeededFuture(true)
                : send(node, HERE, JsonNodeFactory.instance.objectNode(), PATIENCE)
                        .map(true);
        return there.compose(here -> send(node, command, request, patience))
                .map(body -> NodeAnswer.of(node, body))
                .otherwise(failure -> NodeAnswer.failed(node, words(failure)));
    }

    /** Tells all other nodes, and waits for none of them. */
    public void tellOthers(String command, JsonNode news) {
        for (Member node : cluster.members()) {
            if (!node.id().equals(cluster.self().id())) {
                send(node, command, news, PATIENCE)
                        .onFailure(unheard ->
                                LOG.debug("{} was not told of {}: {}", node.id(), command, unheard.getMessage()));
            }
        }
    }

    private Future<JsonNode> send(Member node, String command, JsonNode request, Duration patience) {
        String text = request.toString();
        if (text.length() > MAX_REQUEST_CHARS) {
            return Future.failedFuture(new IllegalArgumentException("that is more than nodes ask of each other"));
        }
        DeliveryOptions options =
                new DeliveryOptions().setSendTimeout(patience.toMillis()).addHeader(COMMAND, command);
        return cluster.vertx()
                .eventBus()
                .<String>request(address(node), text, options)
                .map(reply -> read(reply.body()))
                .recover(failure -> Future.failedFuture(explained(failure, patience)));
    }

    private void receive(Message<String> message) {
        String command = String.valueOf(message.headers().get(COMMAND));
        Future.succeededFuture(message.body())
                .map(Control::read)
                .compose(request -> answer(command, request))
                .map(JsonNode::toString)
                .onSuccess(text -> {
                    if (text.length() > MAX_ANSWER_CHARS) {
                        message.fail(0, "the answer is more than nodes send each other; ask this node itself");
                    } else {
                        message.reply(text);
                    }
                })
                .onFailure(failure -> message.fail(0, words(failure)));
    }

    private Future<JsonNode> answer(String command, JsonNode request) {
        Service service = services.get(command);
        if (service == null) {
            return Future.failedFuture("it is only just starting, or of a version that does not know how");
        }
        try {
            return service.answer(request).map(body -> body);
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("what another node said is no JSON; nodes of different versions?", broken);
        }
    }

    private static Throwable explained(Throwable failure, Duration patience) {
        if (failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.TIMEOUT) {
            return new IllegalStateException("did not answer within " + patience.toMillis() + " ms", failure);
        }
        if (failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS) {
            return new IllegalStateException("does not answer: it starts, stops, or can't be reached", failure);
        }
        return failure;
    }

    private static String words(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static String address(Member node) {
        return ADDRESS + node.id();
    }
}
