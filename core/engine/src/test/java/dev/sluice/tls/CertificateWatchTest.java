package dev.sluice.tls;

import static dev.sluice.journal.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.testkit.tls.SelfSigned;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A server over real TLS, whose files change under it. */
class CertificateWatchTest {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(CertificateWatch.class);

    private static SelfSigned first;
    private static SelfSigned second;

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private CertificateFiles files;
    private CertificateWatch watch;
    private HttpServer server;

    @BeforeAll
    static void makeCertificates() {
        first = SelfSigned.named("first");
        second = SelfSigned.rsa("second");
    }

    @BeforeEach
    void serve() throws IOException {
        files = new CertificateFiles(folder.resolve("cert.pem"), folder.resolve("key.pem"));
        write(first, first);
        log.start();
        LOG.addAppender(log);
        LOG.setLevel(Level.INFO);
        watch = await(CertificateWatch.open(vertx, "ingest", files, Clock.systemUTC()));
        server = await(vertx.createHttpServer(watch.secure(new HttpServerOptions().setHost("127.0.0.1")))
                .requestHandler(request -> request.response().end("here"))
                .listen(0));
        watch.renew(server);
    }

    @AfterEach
    void stop() {
        LOG.detachAppender(log);
        LOG.setLevel(null);
        watch.stop();
        await(vertx.close());
    }

    private void write(SelfSigned certificate, SelfSigned key) throws IOException {
        Files.writeString(files.certificate(), certificate.certificatePem());
        Files.writeString(files.key(), key.keyPem());
    }

    /** Connects as one who trusts this certificate and no other. */
    private SSLSocket connect(SelfSigned trusted, String... protocols) throws IOException {
        SSLSocket socket =
                (SSLSocket) trusted.trust().getSocketFactory().createSocket("127.0.0.1", server.actualPort());
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        socket.startHandshake();
        return socket;
    }

    private static String get(SSLSocket socket) throws IOException {
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("here")) {
            answer.append((char) in.read());
        }
        return answer.substring(0, 15);
    }

    private X509Certificate served(SelfSigned trusted) throws IOException {
        try (SSLSocket socket = connect(trusted)) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private List<String> told() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void aNewPairIsServedWhileOpenConnectionsGoOn() throws IOException {
        try (SSLSocket before = connect(first)) {
            assertThat(get(before)).isEqualTo("HTTP/1.1 200 OK");
            write(second, second);

            assertThat(await(watch.check())).isTrue();

            assertThat(served(second)).isEqualTo(second.certificate());
            assertThat(get(before)).isEqualTo("HTTP/1.1 200 OK");
            assertThat(told())
                    .singleElement()
                    .asString()
                    .startsWith("ingest: the certificate was renewed: CN=second, valid until ");
        }
    }

    /** As ingest does: a server on each event loop, all on one port; any of them stands for all. */
    private void serveOnSeveralEventLoops() {
        watch.stop();
        List<HttpServer> listening = new CopyOnWriteArrayList<>();
        await(vertx.deployVerticle(
                () -> new VerticleBase() {
                    @Override
                    public Future<?> start() {
                        return vertx.createHttpServer(watch.secure(new HttpServerOptions().setHost("127.0.0.1")))
                                .requestHandler(request -> request.response().end("here"))
                                .listen(-1)
                                .onSuccess(listening::add);
                    }
                },
                new DeploymentOptions().setInstances(3)));
        server = listening.get(2);
        watch.renew(server);
    }

    @Test
    void aNewPairIsServedOnEveryEventLoop() throws IOException {
        serveOnSeveralEventLoops();
        write(second, second);

        assertThat(await(watch.check())).isTrue();

        for (int connection = 0; connection < 6; connection++) {
            assertThat(served(second)).isEqualTo(second.certificate());
        }
    }

    @Test
    void filesThatStayAreLeftAlone() throws IOException {
        assertThat(await(watch.check())).isFalse();
        write(first, first);
        assertThat(await(watch.check())).isFalse();

        assertThat(told()).isEmpty();
    }

    @Test
    void aPairThatDoesNotFitIsToldOnceAndTheOldOneStays() throws IOException {
        write(second, first);

        for (int look = 0; look < 4; look++) {
            assertThat(await(watch.check())).isFalse();
        }

        assertThat(served(first)).isEqualTo(first.certificate());
        assertThat(told())
                .containsExactly(
                        "ingest: the certificate was not renewed, the old one stays in use: /ingest/tls/key: \""
                                + files.key()
                                + "\" holds no private key of the kind that the certificate has, RSA; name the key"
                                + " that the certificate was made for, RSA or EC");
    }

    @Test
    void aPairThatIsHalfWrittenAtOneLookIsTakenAtTheNextWithoutAWord() throws IOException {
        write(second, first);
        assertThat(await(watch.check())).isFalse();
        write(second, second);
        assertThat(await(watch.check())).isTrue();

        assertThat(served(second)).isEqualTo(second.certificate());
        assertThat(told()).hasSize(1).first().asString().contains("was renewed");
    }

    @Test
    void aFileThatGoesMissingChangesNothingButTheLog() throws IOException {
        Files.delete(files.key());
        await(watch.check());
        await(watch.check());

        assertThat(served(first)).isEqualTo(first.certificate());
        assertThat(told()).singleElement().asString().contains("/ingest/tls/key", "names no file");
    }

    @Test
    void aLinkThatPointsElsewhereIsANewCertificate() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("cert"), second.certificatePem());
        Files.writeString(other.resolve("key"), second.keyPem());
        Files.delete(files.certificate());
        Files.delete(files.key());
        Files.createSymbolicLink(files.certificate(), other.resolve("cert"));
        Files.createSymbolicLink(files.key(), other.resolve("key"));

        assertThat(await(watch.check())).isTrue();
        assertThat(served(second)).isEqualTo(second.certificate());
    }

    @Test
    void onlyTls12And13AreSpokenBeforeAndAfterARenewal() throws IOException {
        for (SelfSigned now : List.of(first, second)) {
            write(now, now);
            await(watch.check());
            for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
                try (SSLSocket socket = connect(now, protocol)) {
                    assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
                }
            }
            assertThatThrownBy(() -> connect(now, "TLSv1.1")).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void aCertificateThatCannotBeReadKeepsTheServerFromOpening() throws IOException {
        write(second, first);

        assertThatThrownBy(() -> await(CertificateWatch.open(vertx, "management", files, Clock.systemUTC())))
                .hasMessageStartingWith("/management/tls/key: ");
    }
}
