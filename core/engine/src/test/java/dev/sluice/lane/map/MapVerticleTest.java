package dev.sluice.lane.map;

import static dev.sluice.journal.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.SecretValues;
import dev.sluice.event.EventParser;
import dev.sluice.journal.StoredEvent;
import dev.sluice.lane.EventChunk;
import dev.sluice.lane.LaneAddresses;
import dev.sluice.lane.LaneEvent;
import dev.sluice.lane.LaneMeters;
import dev.sluice.lane.MessageCodecs;
import dev.sluice.lane.Settled;
import dev.sluice.spi.Answer;
import dev.sluice.spi.BatchLimits;
import dev.sluice.spi.Conversion;
import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.DeliveryResponse;
import dev.sluice.spi.Destination;
import dev.sluice.spi.Identity;
import dev.sluice.spi.MappedEvent;
import dev.sluice.spi.Mapping;
import dev.sluice.spi.MappingRow;
import dev.sluice.spi.Source;
import dev.sluice.spi.ValueLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A plugin whose mapping fails and quotes the key that it was configured with. */
class MapVerticleTest {

    private static final String KEY = "0123456789abcdef";
    private static final LaneAddresses ADDRESSES = new LaneAddresses("quoting");
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(MapVerticle.class);

    private final Vertx vertx = Vertx.vertx();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    private static final class Quoting implements Destination {

        @Override
        public URI endpoint() {
            return URI.create("https://quoting.example");
        }

        @Override
        public Mapping mapping() {
            Conversion failing = new Conversion("fails", value -> {
                throw new IllegalStateException("bug near " + KEY, new RuntimeException("with " + KEY));
            });
            return new Mapping(
                    List.of(MappingRow.optional("name", Source.at("/metric"), failing)),
                    Set.of(),
                    new ValueLimits(1024, 40));
        }

        @Override
        public BatchLimits limits() {
            return new BatchLimits(10, 1 << 20, 1 << 20);
        }

        @Override
        public Optional<Identity> identify(ObjectNode mapped) {
            return Optional.of(Identity.NOBODY);
        }

        @Override
        public DeliveryRequest request(List<MappedEvent> batch, Instant sentAt) {
            throw new UnsupportedOperationException("nothing is sent here");
        }

        @Override
        public Optional<DeliveryRequest> probe(Instant sentAt) {
            return Optional.empty();
        }

        @Override
        public Answer read(DeliveryResponse response, List<MappedEvent> batch) {
            throw new UnsupportedOperationException("nothing is sent here");
        }
    }

    @BeforeEach
    void deploy() {
        log.start();
        LOG.addAppender(log);
        MessageCodecs.register(vertx.eventBus());
        await(vertx.deployVerticle(new MapVerticle(
                ADDRESSES,
                new EventMapper(new Quoting(), Map.of()),
                1 << 20,
                new SecretValues(List.of(KEY)),
                new LaneMeters(new SimpleMeterRegistry(), ADDRESSES.destination()),
                Clock.systemUTC())));
    }

    @AfterEach
    void stop() {
        LOG.detachAppender(log);
        await(vertx.close());
    }

    private static LaneEvent event(int number) throws IOException {
        byte[] json = ("{\"event_id\":\"e" + number + "\",\"metric\":\"sent\"}").getBytes(StandardCharsets.UTF_8);
        return new LaneEvent(new StoredEvent(0, number, 0, json), EventParser.parse(json, 0));
    }

    @Test
    void whatItSaysIsFiledAndLoggedWithoutTheKeyAndLoggedOnce() throws IOException {
        Promise<Settled> settled = Promise.promise();
        vertx.eventBus().<Settled>localConsumer(ADDRESSES.settle(), message -> settled.tryComplete(message.body()));

        vertx.eventBus().send(ADDRESSES.map(), new EventChunk(List.of(event(1), event(2))));

        assertThat(await(settled.future()).deadLetters())
                .hasSize(2)
                .allSatisfy(letter -> assertThat(letter.detail()).isEqualTo("bug near ***"));
        assertThat(await(settled.future()).steps().toString()).doesNotContain(KEY);
        assertThat(log.list).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage()).contains("bug near ***", "with ***", "MapVerticleTest");
            assertThat(line.getFormattedMessage()).doesNotContain(KEY);
            assertThat(line.getThrowableProxy()).isNull();
        });
    }
}
