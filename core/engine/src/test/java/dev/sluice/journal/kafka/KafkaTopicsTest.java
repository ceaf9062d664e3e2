package dev.sluice.journal.kafka;

import static dev.sluice.journal.JournalContract.batch;
import static dev.sluice.journal.JournalContract.read;
import static dev.sluice.journal.JournalContract.settle;
import static dev.sluice.journal.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.DataSize;
import dev.sluice.config.HistoryConfig;
import dev.sluice.config.KafkaConfig;
import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalContract;
import dev.sluice.journal.JournalFullException;
import dev.sluice.journal.JournalReader;
import dev.sluice.journal.JournalUnusableException;
import dev.sluice.journal.StoredEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a journal makes of its topics, asks of those that are there, and keeps in them. */
class KafkaTopicsTest {

    private final KafkaFixture kafka = new KafkaFixture(2);

    @AfterEach
    void closeAll() {
        kafka.close();
    }

    private Config settings(String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return kafka.ask(
                admin -> admin.describeConfigs(List.of(resource)).all().get().get(resource));
    }

    private void set(String topic, String name, String value) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
        kafka.ask(admin -> admin.incrementalAlterConfigs(Map.of(resource, List.of(change)))
                .all()
                .get());
    }

    private long begin(int partition) throws Exception {
        var asked = kafka.topics().event(partition);
        return kafka.ask(admin -> admin.listOffsets(Map.of(asked, OffsetSpec.earliest()))
                .all()
                .get()
                .get(asked)
                .offset());
    }

    @Test
    void nothingIsDeletedByAgeOrSizeAndWhatIsLookedUpIsCompacted() throws Exception {
        await(kafka.open("a").close());

        Config events = settings(kafka.topic());
        assertThat(events.get("retention.ms").value()).isEqualTo("-1");
        assertThat(events.get("retention.bytes").value()).isEqualTo("-1");
        assertThat(events.get("unclean.leader.election.enable").value()).isEqualTo("false");
        for (String compacted : List.of("dead-letters", "parked", "positions")) {
            assertThat(settings(kafka.topic() + "." + compacted)
                            .get("cleanup.policy")
                            .value())
                    .isEqualTo("compact");
        }
        assertThat(settings(kafka.topic() + ".history").get("retention.ms").value())
                .isEqualTo(Long.toString(HistoryConfig.STANDARD.maxAge().toMillis()));
    }

    @Test
    void aTopicThatWouldLoseEventsIsRefusedWithWhatToDo() throws Exception {
        await(kafka.open("a").close());
        set(kafka.topic(), "retention.ms", "86400000");

        assertThatThrownBy(() -> kafka.open("a"))
                .isInstanceOf(JournalUnusableException.class)
                .hasMessage(
                        "the topic " + kafka.topic() + " has retention.ms=86400000; set it to -1 with kafka-configs");
    }

    @Test
    void aTopicOfAnotherShapeIsRefused() throws Exception {
        kafka.ask(admin -> admin.createTopics(List.of(new NewTopic(kafka.topic(), Optional.of(3), Optional.empty())))
                .all()
                .get());

        assertThatThrownBy(() -> kafka.open("a"))
                .isInstanceOf(JournalUnusableException.class)
                .hasMessageContaining("has 3 partitions and should have 2; change /journal/partitions");
    }

    @Test
    void aTopicThatTheClientsCannotReadIsRefused() throws Exception {
        await(kafka.open("a").close());
        set(kafka.topic() + ".parked", "compression.type", "lz4");

        assertThatThrownBy(() -> kafka.open("a")).hasMessageContaining("compression.type=lz4, which Sluice can't read");
    }

    @Test
    void whoeverOnlyLooksMakesNothing() throws Exception {
        assertThatThrownBy(() -> KafkaJournal.open(
                        kafka.config(),
                        DataSize.mebibytes(1),
                        HistoryConfig.STANDARD,
                        List.of("a"),
                        KafkaJournal.Missing.REFUSE,
                        Clock.systemUTC()))
                .isInstanceOf(JournalUnusableException.class)
                .hasMessageContaining("there is no topic " + kafka.topic());
        Set<String> there = kafka.ask(admin -> admin.listTopics().names().get());
        assertThat(there).doesNotContain(kafka.topic());
    }

    @Test
    void clientsGoOverTlsWithAPasswordWhereTheConfigurationSaysSo() {
        KafkaConfig secured = kafka.config(
                SharedBroker.get().securedServers(), SharedBroker.get().security());
        Journal journal = kafka.open(secured, Clock.systemUTC(), "a");

        await(journal.append(batch("one")));

        assertThat(read(await(journal.openReader("a")), 1))
                .extracting(JournalContract::body)
                .containsExactly("one");
    }

    @Test
    void aWrongPasswordOrTrustStoreEndsTheStartWithASentence() {
        String servers = SharedBroker.get().securedServers();
        Map<String, String> right = SharedBroker.get().security();
        Map<String, String> wrongPassword = new HashMap<>(right);
        wrongPassword.computeIfPresent("sasl.jaas.config", (name, login) -> login.replace("secret", "guess"));
        Map<String, String> noTrust = new HashMap<>(right);
        noTrust.put("ssl.truststore.location", "/nowhere/ca.pem");

        assertThatThrownBy(() -> kafka.open(kafka.config(servers, wrongPassword), Clock.systemUTC(), "a"))
                .isInstanceOf(JournalUnusableException.class)
                .hasMessageContaining("Authentication failed")
                .hasMessageContaining("see /journal/bootstrapServers and /journal/client");
        assertThatThrownBy(() -> kafka.open(kafka.config(servers, noTrust), Clock.systemUTC(), "a"))
                .isInstanceOf(JournalUnusableException.class)
                .hasMessageContaining("/nowhere/ca.pem");
    }

    @Test
    void whatANodeKeepsOnItsDiskIsGoneWhenItEndsHoweverItEnds() throws Exception {
        Set<Path> before = folders();
        Journal journal = kafka.open("a");
        assertThat(folders()).hasSize(before.size() + 1);
        await(journal.close());
        set(kafka.topic(), "retention.ms", "1000");
        assertThatThrownBy(() -> kafka.open("a")).isInstanceOf(JournalUnusableException.class);

        assertThat(folders()).isEqualTo(before);
    }

    private static Set<Path> folders() throws IOException {
        String ours = "sluice-kafka-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(each -> each.getFileName().toString().startsWith(ours))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void whatAllDestinationsHaveSettledIsDeletedAndNothingElse() throws Exception {
        Journal journal = kafka.open("fast", "slow");
        await(journal.append(batch("{\"data\":{\"customer_id\":\"p\"}}", "{\"data\":{\"customer_id\":\"p\"}}")));
        StoredEvent last = read(await(journal.openReader("fast")), 2).get(1);
        settle(journal, "fast", last);
        settle(journal, "slow", read(await(journal.openReader("slow")), 1).get(0));

        KafkaFixture.until("the first is deleted", () -> {
            try {
                return begin(last.partition()) > 0;
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        });

        assertThat(begin(last.partition())).isEqualTo(1);
    }

    @Test
    void cursorsThatTheBrokersForgotBeginAtWhatIsLeft() throws Exception {
        Journal journal = kafka.open("a");
        await(journal.append(batch("one", "two", "three")));
        JournalReader reader = await(journal.openReader("a"));
        settle(journal, "a", read(reader, 1).get(0));
        await(journal.close());
        kafka.ask(admin -> admin.deleteConsumerGroups(List.of(kafka.topics().group("a")))
                .all()
                .get());

        JournalReader again = await(kafka.open("a").openReader("a"));
        Set<String> given = new HashSet<>();
        while (!given.containsAll(List.of("two", "three"))) {
            given.add(JournalContract.body(read(again, 1).get(0)));
        }
        assertThat(given).as("twice rather than not at all").isSubsetOf("one", "two", "three");
    }

    @Test
    void aFullJournalRefusesEvents() {
        Journal journal = kafka.open(kafka.config(), new DataSize(1_000), Clock.systemUTC(), "a");
        await(journal.append(new AppendBatch(1, List.of(new byte[5_000]), List.of())));

        KafkaFixture.until("it is weighed", () -> journal.status().bytes() > 1_000);

        assertThatThrownBy(() -> await(journal.append(batch("one")))).isInstanceOf(JournalFullException.class);
    }

    @Test
    void anEventAsLongAsIngestAllowsFits() {
        Journal journal = kafka.open("a");
        byte[] longest = new byte[5 << 20];
        await(journal.append(new AppendBatch(1, List.of(longest), List.of())));

        StoredEvent event = read(await(journal.openReader("a")), 1).get(0);

        assertThat(event.body()).hasSize(5 << 20);
    }
}
