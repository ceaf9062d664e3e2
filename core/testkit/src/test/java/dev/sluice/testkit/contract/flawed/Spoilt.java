package dev.sluice.testkit.contract.flawed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Answer;
import dev.sluice.spi.BatchLimits;
import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.DeliveryResponse;
import dev.sluice.spi.Destination;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.spi.MappedEvent;
import dev.sluice.spi.Mapping;
import dev.sluice.spi.MappingRow;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The good plugin, spoilt in one place. */
final class Spoilt {

    private Spoilt() {}

    /** Makes a request out of the good one. */
    @FunctionalInterface
    interface Sending {
        DeliveryRequest send(DeliveryRequest good, List<MappedEvent> batch, Destination destination);
    }

    /** Makes an answer out of the good one. */
    @FunctionalInterface
    interface Reading {
        Answer read(Answer good, DeliveryResponse response, List<MappedEvent> batch);
    }

    static DestinationPlugin schema(Consumer<ObjectNode> spoiling) {
        return new FlawedPlugin() {
            @Override
            void spoil(ObjectNode schema) {
                spoiling.accept(schema);
            }
        };
    }

    static DestinationPlugin destination(UnaryOperator<Destination> spoiling) {
        return new FlawedPlugin() {
            @Override
            Destination spoilt(Destination destination, ObjectNode settings) {
                return spoiling.apply(destination);
            }
        };
    }

    static DestinationPlugin row(MappingRow row) {
        return destination(good -> new FlawedDestination(good) {
            @Override
            public Mapping mapping() {
                return with(good.mapping(), row);
            }
        });
    }

    static DestinationPlugin limits(BatchLimits limits) {
        return destination(good -> new FlawedDestination(good) {
            @Override
            public BatchLimits limits() {
                return limits;
            }
        });
    }

    static DestinationPlugin request(Sending sending) {
        return destination(good -> new FlawedDestination(good) {
            @Override
            public DeliveryRequest request(List<MappedEvent> batch, Instant sentAt) {
                return sending.send(good.request(batch, sentAt), batch, good);
            }
        });
    }

    static DestinationPlugin answer(Reading reading) {
        return destination(good -> new FlawedDestination(good) {
            @Override
            public Answer read(DeliveryResponse response, List<MappedEvent> batch) {
                return reading.read(good.read(response, batch), response, batch);
            }
        });
    }

    /** Reads this one status so. */
    static DestinationPlugin answer(int status, Answer answer) {
        return answer((good, response, batch) -> response.status() == status ? answer : good);
    }
}
