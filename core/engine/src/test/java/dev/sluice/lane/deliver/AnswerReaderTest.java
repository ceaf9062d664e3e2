package dev.sluice.lane.deliver;

import static dev.sluice.journal.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.SecretValues;
import dev.sluice.lane.Deliveries;
import dev.sluice.lane.deliver.AnswerReader.Reading;
import dev.sluice.spi.Answer;
import dev.sluice.spi.BatchLimits;
import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.DeliveryResponse;
import dev.sluice.spi.Destination;
import dev.sluice.spi.Identity;
import dev.sluice.spi.MappedEvent;
import dev.sluice.spi.Mapping;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a destination or its plugin says, and the key in it. */
class AnswerReaderTest {

    private static final String KEY = "0123456789abcdef";
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(AnswerReader.class);

    private final Vertx vertx = Vertx.vertx();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private HttpServer server;

    @BeforeEach
    void serve() {
        server = await(vertx.createHttpServer()
                .requestHandler(request -> request.response().setStatusCode(400).end("Invalid API key: " + KEY))
                .listen(0, "127.0.0.1"));
        log.start();
        LOG.addAppender(log);
    }

    @AfterEach
    void stop() {
        LOG.detachAppender(log);
        await(vertx.close());
    }

    private record Quoting(URI endpoint, Function<DeliveryResponse, Answer> reading) implements Destination {

        @Override
        public Mapping mapping() {
            throw new UnsupportedOperationException("nothing is mapped here");
        }

        @Override
        public BatchLimits limits() {
            throw new UnsupportedOperationException("nothing is gathered here");
        }

        @Override
        public Optional<Identity> identify(ObjectNode mapped) {
            return Optional.empty();
        }

        @Override
        public DeliveryRequest request(List<MappedEvent> batch, Instant sentAt) {
            if (endpoint.getHost() == null) {
                throw new IllegalStateException("no address for " + KEY);
            }
            return new DeliveryRequest("POST", endpoint, Map.of(), new byte[0], OptionalInt.empty());
        }

        @Override
        public Optional<DeliveryRequest> probe(Instant sentAt) {
            return Optional.empty();
        }

        @Override
        public Answer read(DeliveryResponse response, List<MappedEvent> batch) {
            return reading.apply(response);
        }
    }

    private Reading read(String endpoint, Function<DeliveryResponse, Answer> reading) {
        URI uri = URI.create(endpoint.replace("PORT", Integer.toString(server.actualPort())));
        HttpExchange exchange = new HttpExchange(vertx, 1, Duration.ofSeconds(30), Clock.systemUTC());
        AnswerReader reader = new AnswerReader(
                new Quoting(uri, reading), exchange, new SecretValues(List.of(KEY)), Clock.systemUTC());
        return await(reader.send(List.of(Deliveries.event(1))).eventually(exchange::close));
    }

    private String logged() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).collect(Collectors.joining("\n"));
    }

    private static String text(DeliveryResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Test
    void aRefusalThatQuotesTheKeyIsPassedOnWithoutIt() {
        Reading reading =
                read("http://127.0.0.1:PORT/", response -> new Answer.Misconfigured(text(response), "mend it"));

        assertThat(reading.answer()).isEqualTo(new Answer.Misconfigured("Invalid API key: ***", "mend it"));
    }

    @Test
    void aPluginThatFailsOnAnAnswerQuotesItWithoutTheKey() {
        Reading reading = read("http://127.0.0.1:PORT/", response -> {
            throw new IllegalStateException("unknown: " + text(response), new RuntimeException("near " + KEY));
        });

        assertThat(reading.status()).isEqualTo("plugin");
        assertThat(reading.toString()).contains("unknown: Invalid API key: ***").doesNotContain(KEY);
        assertThat(logged())
                .contains("Invalid API key: ***", "near ***", "AnswerReaderTest")
                .doesNotContain(KEY);
        assertThat(log.list).allMatch(event -> event.getThrowableProxy() == null);
    }

    @Test
    void aPluginThatFailsOnARequestSaysSoWithoutTheKey() {
        Reading reading = read("/none", response -> new Answer.Refused("not asked"));

        assertThat(reading.toString()).contains("no address for ***").doesNotContain(KEY);
        assertThat(logged()).doesNotContain(KEY);
    }

    @Test
    void anAddressWithTheKeyInItIsNamedWithoutIt() {
        Reading reading = read("http://" + KEY + ".invalid/", response -> new Answer.Refused("not asked"));

        assertThat(reading.status()).isEqualTo("connection");
        assertThat(reading.toString()).contains("***.invalid").doesNotContain(KEY);
    }
}
