package dev.sluice.reload;

import static dev.sluice.journal.Waiting.await;
import static dev.sluice.reload.RunningNode.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.lane.Lane;
import dev.sluice.testkit.stranger.Courier;
import dev.sluice.testkit.stranger.CourierInbox;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change under a relay while events flow. */
class ConfigWatchTest {

    @TempDir
    private Path folder;

    private RunningNode node;

    @BeforeEach
    void make() throws IOException {
        node = new RunningNode(folder);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private Lane lane(String id) {
        return node.relay().lanes().stream()
                .filter(lane -> lane.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<String> lanes() {
        return node.relay().lanes().stream().map(Lane::id).toList();
    }

    private void assertArrivedOnce(List<String> ids) {
        assertThat(node.inbox.arrivals()).extracting(CourierInbox.Arrival::id).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void aJarThatIsReplacedWhileEventsFlowIsAtWorkFromThenOnAndNoEventIsLostOrDoubled() throws IOException {
        node.configure(node.courier("a", "")).start();
        List<String> ids = new ArrayList<>(node.post(300));
        Courier.version("2").jar().write(node.jars.resolve("courier.jar"));
        await(node.lookOnce());
        Future<Void> changed = node.lookOnce();
        while (!changed.isComplete()) {
            ids.addAll(node.post(20));
        }
        ids.addAll(node.post(100));
        node.awaitSettled("a");

        assertArrivedOnce(ids);
        assertThat(node.inbox.versions()).containsExactly("1", "2");
        assertThat(node.inbox.arrivals().get(node.inbox.arrivals().size() - 1).version())
                .isEqualTo("2");
        assertThat(node.told())
                .containsExactly(
                        node.file + ": changed while running: destinations added [], removed []," + " changed [a]");
    }

    /** Changes of every kind, one after the other, while events flow to a server that fails now and then. */
    @Test
    void aNodeThatChangesAgainAndAgainLosesNothing() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        node.withGrace(1).configure(node.courier("a", "")).start();
        List<String> ids = new ArrayList<>(node.post(50));
        for (int change = 0; change < 15; change++) {
            node.inbox.answer(random.nextInt(3) == 0 ? 503 : 200);
            node.inbox.takesMillis(random.nextInt(20));
            if (random.nextBoolean()) {
                Courier.version("v" + change).jar().write(node.jars.resolve("courier.jar"));
            }
            node.configure(
                    node.courier("a", ",\"delivery\":{\"concurrency\":" + (1 + random.nextInt(4)) + "}"),
                    node.courier(random.nextBoolean() ? "b" : "c", ""));
            Future<Void> changed = node.reload();
            while (!changed.isComplete()) {
                ids.addAll(node.post(1 + random.nextInt(20)));
            }
        }
        node.inbox.answer(200);
        node.inbox.takesMillis(0);
        node.configure(node.courier("a", ""));
        await(node.reload());
        ids.addAll(node.post(1));
        node.awaitSettled("a");

        assertThat(node.inbox.ids()).as("seed " + seed).containsAll(ids);
        assertThat(lane("a").status().unaccounted()).isZero();
        assertThat(node.refusal()).isEmpty();
    }

    @Test
    void whatIsUnderWayWhenALaneChangesIsWaitedForAndNotSentAgain() throws IOException {
        node.configure(node.courier("a", "")).start();
        node.inbox.hold();
        List<String> ids = new ArrayList<>(node.post(50));
        awaitTrue("requests under way", () -> node.inbox.heldBack() > 0);
        node.configure(node.courier("a", ",\"delivery\":{\"concurrency\":2}"));
        await(node.lookOnce());
        Future<Void> changed = node.lookOnce();
        ids.addAll(node.post(50));
        assertThat(changed.isComplete()).isFalse();

        node.inbox.letGo();
        await(changed);
        node.awaitSettled("a");

        assertArrivedOnce(ids);
    }

    @Test
    void whatDoesNotEndWithinTheGraceIsCutOffAndSentAgainByTheNewLane() throws IOException {
        node.withGrace(0).configure(node.courier("a", "")).start();
        node.inbox.hold();
        List<String> ids = new ArrayList<>(node.post(50));
        awaitTrue("requests under way", () -> node.inbox.heldBack() > 0);
        node.configure(node.courier("a", ",\"delivery\":{\"concurrency\":2}"));

        node.look();
        node.inbox.letGo();
        ids.addAll(node.post(50));
        node.awaitSettled("a");

        assertThat(node.inbox.ids()).isEqualTo(new TreeSet<>(ids));
    }

    @Test
    void aLaneWhoseDestinationStaysTheSameGoesOnUndisturbed() throws IOException {
        node.configure(node.courier("stays", ""), node.courier("changes", "")).start();
        Lane stays = lane("stays");
        Lane changes = lane("changes");

        node.configure(
                node.courier("changes", ",\"filter\":{\"events\":[\"sms.*\"]}"),
                node.courier("stays", ""),
                node.courier("comes", ""));
        node.look();

        assertThat(lane("stays")).isSameAs(stays);
        assertThat(lane("changes")).isNotSameAs(changes);
        assertThat(lanes()).containsExactlyInAnyOrder("changes", "comes", "stays");
    }

    @Test
    void aDestinationThatComesGetsWhatIsAcceptedFromThenOn() throws IOException {
        CourierInbox other = new CourierInbox(node.vertx);
        await(other.start());
        node.configure(node.courier("a", "")).start();
        node.post(20);
        node.awaitSettled("a");

        node.configure(node.courier("a", ""), RunningNode.courier("b", other, ""));
        node.look();
        List<String> later = node.post(20);
        node.awaitSettled("b");

        assertThat(other.ids()).isEqualTo(new TreeSet<>(later));
        assertThat(node.meters
                        .find("sluice.lane.lag.events")
                        .tag("destination", "b")
                        .gauge())
                .isNotNull();
    }

    @Test
    void aDestinationThatGoesLeavesNoMetricsAndHoldsNothingBack() throws IOException {
        node.configure(node.courier("a", ""), node.courier("dead", ",\"delivery\":{\"concurrency\":1}"))
                .start();
        node.inbox.answer(503);
        node.post(20);
        node.configure(node.courier("a", ""));
        node.look();
        node.inbox.answer(200);
        node.post(5);
        node.awaitSettled("a");

        assertThat(node.relay().lanes()).extracting(Lane::id).containsExactly("a");
        assertThat(node.meters.getMeters())
                .noneMatch(meter -> "dead".equals(meter.getId().getTag("destination")))
                .anyMatch(meter -> "a".equals(meter.getId().getTag("destination")));
        assertThat(node.told()).anyMatch(line -> line.endsWith("added [], removed [dead], changed []"));
    }

    @Test
    void theCountOfEventsGoesOnWhereALaneBeginsAgain() throws IOException {
        node.configure(node.courier("a", "")).start();
        node.post(10);
        node.awaitSettled("a");
        node.configure(node.courier("a", ",\"delivery\":{\"concurrency\":2}"));
        node.look();
        node.post(10);
        node.awaitSettled("a");

        awaitTrue(
                "counted",
                () -> node.meters
                                .get("sluice.lane.events")
                                .tags("destination", "a", "outcome", "delivered")
                                .counter()
                                .count()
                        == 20);
    }

    @Test
    void aFileWithErrorsIsRefusedWithAllOfThemAndTheRelayGoesOn() throws IOException {
        node.configure(node.courier("a", "")).start();
        node.configure(
                node.courier("b", ",\"filter\":{\"when\":\"metric ==\"}"),
                node.courier("b", ",\"window\":{\"maxEvents\":0}"));

        node.look();
        List<String> ids = node.post(10);
        node.awaitSettled("a");

        assertArrivedOnce(ids);
        assertThat(lanes()).containsExactly("a");
        assertThat(node.told())
                .hasSize(3)
                .allMatch(line ->
                        line.startsWith("Not applied, the relay goes on as it is: " + node.file + ": /destinat"))
                .anyMatch(line -> line.contains("/destinations/0/filter/when"))
                .anyMatch(line -> line.contains("/destinations/1/window/maxEvents"))
                .anyMatch(line -> line.contains("is also the id of"));
        assertThat(node.refusal()).startsWith("the configuration on disk can't be used");
        node.look();
        assertThat(node.told()).as("told once").hasSize(3);

        node.configure(node.courier("a", ""));
        node.look();

        assertThat(node.refusal()).isEmpty();
        assertThat(node.told()).last().asString().endsWith("what is on disk is what runs again");
    }

    @Test
    void aFileThatGoesMissingIsRefusedToo() throws IOException {
        node.configure(node.courier("a", "")).start();
        Files.delete(node.file);

        node.look();

        assertThat(node.told()).singleElement().asString().contains("there is no such file");
        assertThat(lanes()).containsExactly("a");
    }

    @Test
    void whatCannotChangeWhileRunningIsRefusedAndNothingOfTheChangeIsApplied() throws IOException {
        node.configure(node.courier("a", "")).start();
        Lane before = lane("a");

        node.configureWith("\"management\":{\"port\":9999}", node.courier("a", ",\"delivery\":{\"concurrency\":2}"));
        node.look();

        assertThat(lane("a")).isSameAs(before);
        assertThat(node.told())
                .containsExactly("Not applied, the relay goes on as it is: " + node.file + ": /management/port can't be"
                        + " changed while running, so nothing of this change is applied; put them back, or start anew"
                        + " beside this process with run --takeover");
        assertThat(node.refusal()).contains("/management/port");
    }

    @Test
    void howLongAStopMayTakeIsChangedWithoutAWordToTheLanes() throws IOException {
        node.configure(node.courier("a", "")).start();
        Lane before = lane("a");

        node.withGrace(3).configure(node.courier("a", ""));
        node.look();

        assertThat(node.relay().grace()).hasSeconds(3);
        assertThat(lane("a")).isSameAs(before);
    }

    @Test
    void aFileThatIsBeingWrittenIsLeftAloneUntilItStays() throws IOException {
        node.configure(node.courier("a", "")).start();
        node.look();
        Files.writeString(node.file, "{\"destinations\": [");
        await(node.lookOnce());
        Files.writeString(node.file, "{\"destinations\": [{");
        await(node.lookOnce());
        node.configure(node.courier("a", ""), node.courier("b", ""));
        node.look();

        assertThat(node.told()).hasSize(1).first().asString().contains("added [b]");
    }

    @Test
    void whoeverAsksNeedNotWaitForFilesToStay() throws IOException {
        node.configure(node.courier("a", "")).start();
        node.configure(node.courier("a", ""), node.courier("b", ""));

        await(node.reload());

        assertThat(lanes()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aSecretInAFileIsReadAgainWhenItChanges() throws IOException {
        CourierInbox other = new CourierInbox(node.vertx);
        await(other.start());
        Path secret =
                Files.writeString(folder.resolve("secret"), node.inbox.uri().toString());
        String referring = node.courier("a", "").replace(node.inbox.uri().toString(), "${file:" + secret + "}");
        node.configure(referring).start();
        node.post(1);
        node.awaitSettled("a");

        Files.writeString(secret, other.uri().toString());
        node.look();
        List<String> later = node.post(1);
        node.awaitSettled("a");

        assertThat(other.ids()).containsExactlyElementsOf(later);
    }

    @Test
    void aFileOfASecretThatComesLaterIsTakenWhenItIsThere() throws IOException {
        node.configure(node.courier("a", "")).start();
        Path secret = folder.resolve("secret");
        node.configure(
                node.courier("a", ""),
                node.courier("b", "").replace(node.inbox.uri().toString(), "${file:" + secret + "}"));
        node.look();
        assertThat(node.refusal()).isNotEmpty();
        assertThat(node.told()).hasSize(1).first().asString().contains("there is no file " + secret);
        node.look();

        Files.writeString(secret, node.inbox.uri().toString());
        node.look();

        assertThat(lanes()).containsExactlyInAnyOrder("a", "b");
        assertThat(node.refusal()).isEmpty();
    }

    @Test
    void aPluginThatIsMissingIsTakenWhenItsJarComesToTheFolderThatIsNamed() throws IOException {
        node.configure(node.courier("a", "")).start();
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.copy(node.jars.resolve("courier.jar"), other.resolve("courier.jar"));
        node.configureWith(
                "\"plugins\":{\"directory\":\"" + other + "\"}",
                node.courier("a", ""),
                node.courier("b", "").replace("\"courier\"", "\"pigeon\""));
        node.look();
        assertThat(node.told())
                .singleElement()
                .asString()
                .contains("\"pigeon\" is no plugin", "no jar in " + other + " brings it");
        node.look();

        Courier.version("1").named("pigeon").jar().write(other.resolve("pigeon.jar"));
        node.look();

        assertThat(lanes()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aJarThatIsReplacedByABrokenOneIsRefusedAndTheOldOneGoesOn() throws IOException {
        node.configure(node.courier("a", "")).start();
        Files.writeString(node.jars.resolve("courier.jar"), "no jar");

        node.look();
        List<String> ids = node.post(10);
        node.awaitSettled("a");

        assertArrivedOnce(ids);
        assertThat(node.inbox.versions()).containsExactly("1");
        assertThat(node.told())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("The plugin jar courier.jar is not used: it can't be read as a jar"))
                .anyMatch(line -> line.contains("/destinations/0/plugin: \"courier\" is no plugin"));
    }

    @Test
    void aJarWhosePluginAsksForMoreThanTheConfigurationHasIsRefused() throws IOException {
        node.configure(node.courier("a", "")).start();
        Courier.version("2").asking("stamp").jar().write(node.jars.resolve("courier.jar"));
        node.configure(node.courier("a", "").replace("\"settings\":{", "\"settings\":{\"stamp\":\"\","));

        node.look();

        assertThat(node.told()).singleElement().asString().contains("/destinations/0/settings/stamp");
        node.post(1);
        node.awaitSettled("a");
        assertThat(node.inbox.versions()).containsExactly("1");
    }

    @Test
    void aJarWhosePluginCannotSendIsRefusedBeforeAnyLaneEnds() throws IOException {
        node.configure(node.courier("a", "")).start();
        Lane before = lane("a");
        Courier.version("2")
                .jar()
                .source(
                        Courier.PLUGIN,
                        Courier.version("2")
                                .source()
                                .replace(
                                        "byte[] body =",
                                        "if (true) throw new IllegalStateException(\"no ink\"); byte[] body ="))
                .write(node.jars.resolve("courier.jar"));

        node.look();

        assertThat(lane("a")).isSameAs(before);
        assertThat(node.told()).singleElement().asString().contains("no ink");
        assertThat(node.refusal()).isNotEmpty();
    }

    @Test
    void aJarThatNobodyUsesIsTakenAndABrokenOneIsToldOnce() throws IOException {
        node.configure(node.courier("a", "")).start();
        Lane before = lane("a");
        Files.writeString(node.jars.resolve("broken.jar"), "no jar");
        Courier.version("1").named("other").jar().write(node.jars.resolve("other.jar"));
        node.look();
        Files.delete(node.jars.resolve("other.jar"));
        node.look();

        assertThat(node.told()).singleElement().asString().startsWith("The plugin jar broken.jar is not used");
        assertThat(lane("a")).isSameAs(before);
        assertThat(node.refusal()).isEmpty();
    }

    @Test
    void aLibraryThatAsksItsThreadForClassesFindsThoseOfItsJar() throws IOException {
        String asks =
                "\" + (Thread.currentThread().getContextClassLoader() == CourierPlugin.class.getClassLoader()) + \"";
        Courier.version(asks).jar().write(node.jars.resolve("courier.jar"));
        node.configure(node.courier("a", "")).start();
        node.post(1);
        node.awaitSettled("a");

        assertThat(node.inbox.versions()).containsExactly("true");
    }

    @Test
    void theJarOfALaneThatEndedIsClosed() throws IOException {
        node.configure(node.courier("a", "")).start();
        ClassLoader old = lane("a").destination().getClass().getClassLoader();
        assertThat(old.getResource("META-INF/services/dev.sluice.spi.DestinationPlugin"))
                .isNotNull();
        Courier.version("2").jar().write(node.jars.resolve("courier.jar"));

        node.look();

        assertThat(old.getResource("META-INF/services/dev.sluice.spi.DestinationPlugin"))
                .isNull();
    }
}
