package dev.sluice.relay;

import static dev.sluice.relay.RunningRelay.LIMIT;
import static dev.sluice.relay.RunningRelay.ids;
import static dev.sluice.relay.RunningRelay.webhooks;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.journal.Journal;
import dev.sluice.journal.LetterQuery;
import dev.sluice.testkit.customerio.WebhookSender;
import dev.sluice.testkit.kafka.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real pipeline with its journal in a real Kafka. */
class KafkaRelayTest {

    private static final String GROUP = "sluice.events.amplitude";
    private static final int ROUNDS = 8;
    private static final int ROUND = 150;

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

    /** As brokers do with one that they do not hear, and other nodes with one that seems to have ended. */
    @Test
    void aNodeThatIsTakenOutOfItsGroupInTheMiddleOfItAllLosesNothingAndGoesOn() throws Exception {
        Path brokerFolder = Files.createDirectory(folder.resolve("broker"));
        try (KafkaBroker broker = KafkaBroker.start(brokerFolder);
                Admin admin = Admin.create(
                        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) broker.bootstrapServers()));
                RunningRelay relay = new RunningRelay(folder)
                        .withJournal("\"type\":\"kafka\",\"partitions\":3,\"replication\":1,\"bootstrapServers\":\""
                                + broker.bootstrapServers() + "\"")) {
            List<ObjectNode> all = webhooks(ROUNDS * ROUND);
            relay.sandbox.poisonNamed(
                    "user_id", event -> event.path("insert_id").asText().hashCode() % 10 == 0);
            relay.start("");

            for (int round = 0; round < ROUNDS; round++) {
                relay.post(all.subList(round * ROUND, (round + 1) * ROUND));
                RunningRelay.awaitTrue("it is in the group and out again", () -> throwOut(admin));
            }
            relay.awaitSettled("amplitude");

            Journal journal = relay.relay().journal();
            long letters = RunningRelay.await(journal.deadLetters().count(LetterQuery.ALL));
            assertThat(letters).isPositive();
            assertThat(relay.arrived()).hasSize(all.size() - Math.toIntExact(letters));
        }
    }

    /** @return whether anybody was in it */
    private static boolean throwOut(Admin admin) {
        try {
            boolean empty = admin.describeConsumerGroups(List.of(GROUP))
                    .describedGroups()
                    .get(GROUP)
                    .get()
                    .members()
                    .isEmpty();
            if (!empty) {
                admin.removeMembersFromConsumerGroup(GROUP, new RemoveMembersFromConsumerGroupOptions())
                        .all()
                        .get();
            }
            return !empty;
        } catch (ExecutionException moving) {
            return false;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
