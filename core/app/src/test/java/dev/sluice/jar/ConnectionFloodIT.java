package dev.sluice.jar;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.sluice.testkit.process.SluiceProcess;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of connections to the jar on a small heap: bounded, and whoever asks for its health is answered. */
class ConnectionFloodIT {

    private static final Path JAR = Path.of(System.getProperty("sluice.jar"));

    /** As many as files may be open, with some left for all else; 10,000 where the system lets us. */
    private static final int CONNECTIONS = Math.min(10_000, (int) openFiles() - 1_000);

    /** Opened at once, so that the queue of the system does not run over. */
    private static final int AT_ONCE = 200;

    private static final String EVENT =
            "{\"event_id\":\"%d\",\"object_type\":\"email\",\"metric\":\"sent\"," + "\"data\":{\"customer_id\":\"u\"}}";

    /** Longer than load balancers wait as a rule, since the machine of a test is busy with the flood itself. */
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);

    /** A heap of 256 MiB, and as much again for all that is not heap. */
    private static final long MEMORY_BYTES = 512L << 20;

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient(new NetClientOptions().setConnectTimeout(20_000));
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<NetSocket> open = new ArrayList<>();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : 2_000;
    }

    @AfterEach
    void closeVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private SluiceProcess start(String ingest) throws IOException {
        Files.writeString(folder.resolve("sluice.json"), """
                {"ingest":{"port":0%s},"journal":{"path":"sluice.db"},
                 "destinations":[{"id":"amplitude","plugin":"amplitude",
                   "settings":{"apiKey":"flood-key","endpoint":"http://127.0.0.1:1/batch"}}],
                 "management":{"port":0}}
                """.formatted(ingest));
        return SluiceProcess.start(JAR, folder, List.of("-Xmx256m"), List.of("run", "-c", "sluice.json"));
    }

    /** Opens connections; each writes what it is given and stays open. */
    private void connect(SluiceProcess sluice, int count, String written) throws Exception {
        AtomicInteger connected = new AtomicInteger();
        connect(sluice, count, written, connected, connected);
    }

    /** @param done counts those that another one may follow */
    private void connect(SluiceProcess sluice, int count, String written, AtomicInteger connected, AtomicInteger done)
            throws Exception {
        URI target = sluice.webhooks();
        for (int i = 0; i < count; i++) {
            int opened = i;
            sluice.awaitTrue("connections are taken", () -> opened - done.get() < AT_ONCE);
            client.connect(target.getPort(), target.getHost())
                    .onSuccess(socket -> {
                        socket.handler(this::count);
                        socket.exceptionHandler(reset -> {});
                        socket.closeHandler(gone -> closed.incrementAndGet());
                        socket.write(written);
                        synchronized (open) {
                            open.add(socket);
                        }
                    })
                    .onComplete(tried -> connected.incrementAndGet());
        }
        sluice.awaitTrue("all connections are open", () -> connected.get() == count);
    }

    private void count(Buffer bytes) {
        String text = bytes.toString();
        accepted.addAndGet(text.split("HTTP/1.1 200", -1).length - 1);
        refused.addAndGet(text.split("HTTP/1.1 503", -1).length - 1);
    }

    private static String webhook(URI target, int number) {
        String body = EVENT.formatted(number);
        return "POST " + target.getPath() + " HTTP/1.1\r\nHost: " + target.getAuthority()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private void assertHealthIsTold(SluiceProcess sluice) throws Exception {
        for (String path : List.of("/health/live", "/health/ready")) {
            HttpRequest probe = HttpRequest.newBuilder(sluice.management().resolve(path))
                    .timeout(PROBE_LIMIT)
                    .build();
            assertThat(http.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    private void assertBounded(SluiceProcess sluice) throws IOException {
        assertThat(sluice.peakMemoryBytes()).isLessThan(MEMORY_BYTES);
        assertThat(sluice.output()).doesNotContain("OutOfMemoryError");
        System.out.println(CONNECTIONS + " connections, " + (sluice.peakMemoryBytes() >> 20) + " MiB at most");
    }

    @Test
    void tenThousandSendersThatKeepTheirConnectionsAreServed() throws Exception {
        try (SluiceProcess sluice = start(",\"maxConnections\":" + (CONNECTIONS + 10))) {
            connect(sluice, CONNECTIONS, webhook(sluice.webhooks(), 1), new AtomicInteger(), accepted);
            sluice.awaitTrue("all are answered", () -> accepted.get() == CONNECTIONS);
            assertHealthIsTold(sluice);

            String again = webhook(sluice.webhooks(), 2);
            open.forEach(socket -> socket.write(again));
            assertHealthIsTold(sluice);
            sluice.awaitTrue(
                    "all are answered on the same connections, though they came at once",
                    () -> accepted.get() + refused.get() == 2 * CONNECTIONS);
            assertThat(closed).hasValue(0);
            assertBounded(sluice);
            assertThat(sluice.terminate()).isZero();
        }
    }

    @Test
    void moreConnectionsThanPlacesCostTheIdleOnesTheirs() throws Exception {
        try (SluiceProcess sluice = start("")) {
            String webhook = webhook(sluice.webhooks(), 1);
            connect(sluice, 1, webhook);
            NetSocket sender = open.get(0);
            sluice.awaitTrue("a sender is answered", () -> accepted.get() == 1);
            connect(sluice, CONNECTIONS, "");
            assertHealthIsTold(sluice);
            sluice.awaitTrue("no more are open than there are places", () -> closed.get() >= CONNECTIONS - 1_024);

            sender.write(webhook);
            sluice.awaitTrue("the sender keeps its place", () -> accepted.get() == 2);
            assertBounded(sluice);
            assertThat(sluice.terminate()).isZero();
        }
    }

    @Test
    void thousandsThatNeverEndTheirHeadsAreCutOff() throws Exception {
        try (SluiceProcess sluice = start(",\"maxConnections\":" + CONNECTIONS + ",\"headerTimeoutMillis\":1000")) {
            int drips = CONNECTIONS / 4;
            connect(sluice, drips, "POST /webhooks/customerio HTTP/1.1\r\n");
            long dripping = vertx.setPeriodic(200, drop -> {
                synchronized (open) {
                    open.forEach(socket -> socket.write("X-More: y\r\n"));
                }
            });
            sluice.awaitTrue("all are cut off", () -> closed.get() == drips);
            vertx.cancelTimer(dripping);
            assertHealthIsTold(sluice);
            assertBounded(sluice);
            assertThat(sluice.terminate()).isZero();
        }
    }
}
