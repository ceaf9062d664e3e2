package dev.sluice.tls;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a server its certificate, and the next one when the files change. Connections that are open go on with the one they began
 * with. A new pair that can't be used is told once, and the old one stays.
 *
 * <p>Two files can't be replaced at once, so a pair that doesn't fit is told only when it has stayed so from one look to the next.
 */
public final class CertificateWatch {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    /** A renewal has days to spare, and a look at two files costs next to nothing. */
    private static final long LOOK_MILLIS = 5_000;

    private final Vertx vertx;
    private final String owner;
    private final CertificateFiles files;
    private final Clock clock;
    private final ServerCertificate first;
    private FileStamps used;
    private Optional<FileStamps> unfit = Optional.empty();
    private boolean told;
    private volatile Optional<HttpServer> server = Optional.empty();
    private volatile long timer = -1;

    private CertificateWatch(Vertx vertx, String owner, CertificateFiles files, Clock clock) {
        this.vertx = vertx;
        this.owner = owner;
        this.files = files;
        this.clock = clock;
        used = files.stamps();
        first = files.read();
    }

    /**
     * Reads the files.
     *
     * @param owner what the server is called in the log and in the configuration
     * @return fails with a sentence where they can't be used
     */
    public static Future<CertificateWatch> open(Vertx vertx, String owner, CertificateFiles files, Clock clock) {
        return vertx.executeBlocking(() -> new CertificateWatch(vertx, owner, files, clock), false)
                .recover(failure -> Future.failedFuture(
                        failure instanceof UnusableCertificateException unusable
                                ? new IllegalStateException(unusable.sentence("/" + owner + "/tls", files))
                                : failure));
    }

    /** Makes a server that is yet to be opened speak TLS with the certificate as it was read first. */
    public HttpServerOptions secure(HttpServerOptions options) {
        return first.secure(options);
    }

    /** From now on the server gets each new certificate. */
    public void renew(HttpServer listening) {
        server = Optional.of(listening);
        timer = vertx.setTimer(LOOK_MILLIS, due -> look());
    }

    /** No more looking; the server keeps what it has. */
    public void stop() {
        server = Optional.empty();
        vertx.cancelTimer(timer);
    }

    /**
     * Looks at the files, and gives the server the new certificate where there is one. Blocks.
     *
     * @return completes with whether the server has a new certificate
     */
    synchronized Future<Boolean> check() {
        FileStamps now = files.stamps();
        if (now.equals(used)) {
            settled(now);
            return Future.succeededFuture(false);
        }
        if (told && unfit.filter(now::equals).isPresent()) {
            return Future.succeededFuture(false);
        }
        try {
            ServerCertificate certificate = files.read();
            return server.map(listening -> listening.updateSSLOptions(certificate.options()))
                    .orElseGet(() -> Future.succeededFuture(false))
                    .onSuccess(changed -> {
                        settled(now);
                        if (changed) {
                            tell(certificate);
                        }
                    })
                    .onFailure(refused -> refuse(now, "the new certificate: " + refused.getMessage()));
        } catch (UnusableCertificateException unusable) {
            refuse(now, unusable.sentence("/" + owner + "/tls", files));
            return Future.succeededFuture(false);
        }
    }

    private void look() {
        vertx.executeBlocking(this::check, false)
                .compose(checked -> checked)
                .onComplete(done -> server.ifPresent(open -> timer = vertx.setTimer(LOOK_MILLIS, due -> look())));
    }

    private synchronized void settled(FileStamps now) {
        used = now;
        unfit = Optional.empty();
        told = false;
    }

    private synchronized void refuse(FileStamps now, String why) {
        if (unfit.filter(now::equals).isEmpty()) {
            unfit = Optional.of(now);
            told = false;
        } else if (!told) {
            told = true;
            LOG.error("{}: the certificate was not renewed, the old one stays in use: {}", owner, why);
        }
    }

    private void tell(ServerCertificate certificate) {
        LOG.info("{}: the certificate was renewed: {}", owner, certificate);
        certificate.doubt(clock.instant()).ifPresent(doubt -> LOG.warn("{}: {}", owner, doubt));
    }
}
