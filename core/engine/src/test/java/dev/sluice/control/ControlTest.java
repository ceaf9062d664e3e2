package dev.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.Cluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlTest {

    private static final Duration SOON = Duration.ofMillis(100);

    /** On a machine that is busy with other tests. */
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final Control a = node("a");

    private Control node(String id) {
        Control control = new Control(Neighbours.of(vertx, id, "a", "b", "c"));
        await(control.start());
        return control;
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private static ObjectNode json(String field, String value) {
        return JsonNodeFactory.instance.objectNode().put(field, value);
    }

    private static Service greeting(String name) {
        return request ->
                Future.succeededFuture(json("said", request.path("said").asText() + " from " + name));
    }

    private List<NodeAnswer> ask(String command, JsonNode request) {
        return await(a.ask(a.cluster().members(), command, request, LONG));
    }

    @Test
    void asksEveryNodeAndThisOneToo() {
        a.serve("greet", greeting("a"));
        node("b").serve("greet", greeting("b"));
        node("c").serve("greet", greeting("c"));

        assertThat(ask("greet", json("said", "hello")))
                .extracting(answer -> answer.body().orElseThrow().path("said").asText())
                .containsExactly("hello from a", "hello from b", "hello from c");
    }

    private String failure(String node, Duration patience) {
        return await(a.ask(Neighbours.member(node), "greet", json("said", "hello"), patience))
                .failure();
    }

    @Test
    void aNodeThatIsSilentFailsOrIsGoneIsAnAnswerThatSaysSo() {
        a.serve("greet", request -> {
            throw new IllegalStateException("a is tired");
        });
        vertx.eventBus().consumer("sluice.control.b", unanswered -> {});

        assertThat(failure("a", LONG)).isEqualTo("a is tired");
        assertThat(failure("b", SOON)).isEqualTo("did not answer within 100 ms");
        assertThat(failure("c", LONG)).isEqualTo("does not answer: it starts, stops, or can't be reached");
    }

    @Test
    void aNodeThatFailsSaysWhyAndOneOfAnotherVersionThatItDoesNotKnowHow() {
        a.serve("greet", greeting("a"));
        node("b").serve("greet", request -> Future.failedFuture("b is tired"));
        node("c");

        assertThat(ask("greet", json("said", "hello")))
                .extracting(NodeAnswer::failure)
                .containsExactly("", "b is tired", "it is only just starting, or of a version that does not know how");
    }

    @Test
    void aFrozenNodeHoldsUpNoLongWork() {
        vertx.eventBus().consumer("sluice.control.b", unanswered -> {});
        long start = System.nanoTime();

        NodeAnswer answer = await(a.ask(Neighbours.member("b"), "greet", json("said", "hello"), Duration.ofMinutes(5)));

        assertThat(answer.failure()).isEqualTo("did not answer within 1500 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void neitherAskedNorAnsweredIsWithoutBounds() {
        node("b").serve("echo", request -> Future.succeededFuture(json("said", "x".repeat(Control.MAX_ANSWER_CHARS))));
        node("c").serve("echo", request -> Future.succeededFuture(request));

        assertThat(await(a.ask(Neighbours.member("b"), "echo", json("said", ""), LONG))
                        .failure())
                .contains("ask this node itself");
        String much = "x".repeat(Control.MAX_REQUEST_CHARS);
        assertThat(await(a.ask(Neighbours.member("c"), "echo", json("said", much), SOON))
                        .failure())
                .contains("more than nodes ask of each other");
    }

    @Test
    void aNodeAloneIsAskedWithoutTheBus() {
        Cluster alone = Cluster.alone(vertx, Neighbours.member("alone"));
        Control control = new Control(alone);
        control.serve("greet", greeting("me"));
        vertx.eventBus().addOutboundInterceptor(sent -> {
            throw new AssertionError("sent to " + sent.message().address());
        });

        List<NodeAnswer> answers =
                await(control.start().compose(started -> control.askAll("greet", json("said", "hello"))));

        assertThat(answers).extracting(NodeAnswer::isThere).containsExactly(true);
    }
}
