package dev.sluice.segment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.testkit.contract.DestinationContract;
import dev.sluice.testkit.sandbox.Sandbox;
import dev.sluice.testkit.segment.SegmentOptions;
import dev.sluice.testkit.segment.SegmentSandbox;
import io.vertx.core.Vertx;
import java.util.Optional;

class SegmentContractTest extends DestinationContract {

    @Override
    protected DestinationPlugin plugin() {
        return new SegmentPlugin();
    }

    @Override
    protected Optional<Sandbox> sandbox(Vertx vertx, ObjectNode settings) {
        SegmentOptions options = SegmentOptions.forWriteKey(
                        settings.path("writeKey").asText())
                .withMessageIdPrefix(settings.path("messageIdPrefix").asText());
        return Optional.of(new SegmentSandbox(vertx, options));
    }
}
