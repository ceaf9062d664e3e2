package dev.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.config.ClusterConfig;
import dev.sluice.config.ClusterConfig.Role;
import dev.sluice.config.Secret;
import dev.sluice.testkit.process.FreePort;
import dev.sluice.testkit.tls.SelfSigned;
import dev.sluice.tls.CertificateFiles;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who belongs together: real nodes on loopback. */
class HazelcastClusterTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String ADDRESS = "a question";

    private static final DeliveryOptions SHORTLY = new DeliveryOptions().setSendTimeout(2_000);

    @TempDir
    private Path folder;

    private final List<Integer> ports = new ArrayList<>();

    private final List<Cluster> nodes = new ArrayList<>();

    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void findPorts() throws IOException {
        ports.add(FreePort.onLoopback());
        ports.add(FreePort.onLoopback());
    }

    @AfterEach
    void leave() {
        nodes.forEach(node -> done(node.leave()));
    }

    @Test
    void nodesOfOneTokenFindEachOtherAndSpeak() {
        Cluster first = join(0, "a token", Optional.empty());
        listen(first);
        Cluster second = join(1, "a token", Optional.empty());

        await().atMost(LIMIT).until(() -> ids(first).equals(List.of("node-0", "node-1")));
        assertThat(second.members()).isEqualTo(first.members());
        await().atMost(LIMIT).until(() -> asks(second).succeeded());
        assertThat(heard).containsOnly("node-1");
    }

    @Test
    void oneThatEndsIsKnownToHaveEnded() {
        Cluster first = join(0, "a token", Optional.empty());
        first.vertx().eventBus().<String>localConsumer(Cluster.ENDED, ended -> heard.add(ended.body()));
        Cluster second = join(1, "a token", Optional.empty());
        await().atMost(LIMIT).until(() -> ids(first).size() == 2);

        nodes.remove(second);
        done(second.leave());

        await().atMost(LIMIT).until(() -> heard.contains("node-1"));
    }

    @Test
    void aPortIsClosedWhereAProcessHasEndedAndNotWhereOneIsTooBusyToGreet() throws IOException {
        InetSocketAddress address;
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = new InetSocketAddress(silent.getInetAddress(), silent.getLocalPort());
            assertThat(ClosedPort.isAt(address)).isFalse();
        }

        assertThat(ClosedPort.isAt(address)).isTrue();
    }

    @Test
    void oneOfAnotherTokenWorksOnItsOwn() {
        Cluster first = join(0, "a token", Optional.empty());
        listen(first);
        Cluster stranger = join(1, "another token", Optional.empty());

        assertThat(asks(stranger).succeeded()).isFalse();
        assertThat(ids(stranger)).containsExactly("node-1");
        assertThat(ids(first)).containsExactly("node-0");
        assertThat(heard).isEmpty();
    }

    @Test
    void nodesWhoseCertificatesAreVouchedForSpeakEncrypted() throws IOException {
        SelfSigned a = SelfSigned.named("a");
        SelfSigned b = SelfSigned.named("b");
        Path both = write("both.pem", a.certificatePem() + b.certificatePem());
        Cluster first = join(0, "a token", Optional.of(tls(a, both)));
        listen(first);
        Cluster second = join(1, "a token", Optional.of(tls(b, both)));

        await().atMost(LIMIT).until(() -> asks(second).succeeded());
        assertThat(heard).containsOnly("node-1");
    }

    @Test
    void oneForWhomNobodyVouchesIsNotHeard() throws IOException {
        SelfSigned own = SelfSigned.named("own");
        SelfSigned foreign = SelfSigned.named("foreign");
        Cluster first = join(0, "a token", Optional.of(tls(own, write("own.pem", own.certificatePem()))));
        listen(first);
        Path both = write("both.pem", own.certificatePem() + foreign.certificatePem());
        Cluster intruder = join(1, "a token", Optional.of(tls(foreign, both)));

        await().atMost(LIMIT).until(() -> ids(first).size() == 2);
        assertThat(asks(intruder).succeeded()).isFalse();
        assertThat(heard).isEmpty();
    }

    @Test
    void oneThatSpeaksInTheClearIsNotHeardByThoseThatEncrypt() throws IOException {
        SelfSigned own = SelfSigned.named("own");
        Cluster first = join(0, "a token", Optional.of(tls(own, write("own.pem", own.certificatePem()))));
        listen(first);
        Cluster open = join(1, "a token", Optional.empty());

        await().atMost(LIMIT).until(() -> ids(first).size() == 2);
        assertThat(asks(open).succeeded()).isFalse();
        assertThat(heard).isEmpty();
    }

    @Test
    void aCertificateThatIsGoneIsNamed() throws IOException {
        SelfSigned own = SelfSigned.named("own");
        ClusterConfig.Tls absent = tls(own, folder.resolve("absent.pem"));

        assertThatThrownBy(() -> join(0, "a token", Optional.of(absent)))
                .hasMessageContaining("/cluster/tls/authority: \"" + absent.authority() + "\" names no file");
    }

    private Cluster join(int index, String token, Optional<ClusterConfig.Tls> tls) {
        ClusterConfig config = new ClusterConfig(
                "a cluster",
                "node-" + index,
                "127.0.0.1",
                ports.get(index),
                0,
                ports.stream().map(port -> "127.0.0.1:" + port).toList(),
                Set.of(Role.INGEST, Role.LANES),
                Optional.of(new Secret(token)),
                tls);
        Cluster node = done(HazelcastCluster.join(new VertxOptions(), config, "1"));
        nodes.add(node);
        return node;
    }

    private void listen(Cluster node) {
        done(node.vertx()
                .eventBus()
                .<String>consumer(ADDRESS, question -> {
                    heard.add(question.body());
                    question.reply("an answer");
                })
                .completion());
    }

    private Future<?> asks(Cluster node) {
        Future<?> answer = node.vertx().eventBus().request(ADDRESS, node.self().id(), SHORTLY);
        done(answer.otherwiseEmpty());
        return answer;
    }

    private ClusterConfig.Tls tls(SelfSigned own, Path authority) throws IOException {
        String name = own.certificate().getSubjectX500Principal().getName();
        CertificateFiles files =
                new CertificateFiles(write(name + ".crt", own.certificatePem()), write(name + ".key", own.keyPem()));
        return new ClusterConfig.Tls(files, authority);
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static List<String> ids(Cluster node) {
        return node.members().stream().map(Member::id).toList();
    }

    private static <T> T done(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
