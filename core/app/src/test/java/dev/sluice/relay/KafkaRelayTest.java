package dev.sluice.relay;

import static dev.sluice.relay.RunningRelay.LIMIT;
import static dev.sluice.relay.RunningRelay.ids;
import static dev.sluice.relay.RunningRelay.webhooks;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.customerio.WebhookSender;
import dev.sluice.testkit.kafka.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real pipeline with its journal in a real Kafka. */
class KafkaRelayTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsAnswered200ArrivesOnceThroughRestartsOfTheRelayAndTheBroker() throws Exception {
        Path brokerFolder = Files.createDirectory(folder.resolve("broker"));
        try (KafkaBroker broker = KafkaBroker.start(brokerFolder);
                RunningRelay relay = new RunningRelay(folder)
                        .withJournal("\"type\":\"kafka\",\"partitions\":3,\"replication\":1,\"bootstrapServers\":\""
                                + broker.bootstrapServers() + "\"")) {
            List<ObjectNode> all = webhooks(300);
            relay.start("");
            relay.post(all.subList(0, 100));
            relay.sandbox.awaitIngested(100, LIMIT);
            relay.awaitSettled("amplitude");

            broker.kill();
            RunningRelay.awaitTrue(
                    "the relay knows", () -> relay.relay().journal().trouble().isPresent());
            WebhookSender.Answer away = relay.post(all.get(100).toString());
            assertThat(away.status()).isEqualTo(503);
            assertThat(away.body()).contains("the journal can't be reached");
            broker.start();
            RunningRelay.awaitTrue(
                    "the relay goes on", () -> relay.relay().journal().trouble().isEmpty());

            relay.post(all.subList(100, 200));
            relay.stop();
            relay.restart();
            relay.post(all.subList(200, 300));
            relay.sandbox.awaitIngested(300, LIMIT);
            relay.awaitSettled("amplitude");

            assertThat(relay.arrived()).isEqualTo(ids(all));
            assertThat(relay.sandbox.duplicates()).isEmpty();
        }
    }
}
