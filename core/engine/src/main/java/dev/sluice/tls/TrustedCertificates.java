package dev.sluice.tls;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;

/** Certificates that vouch for others', as they were read at one moment. Immutable. */
public final class TrustedCertificates {

    private final PemTrustOptions pem;

    private TrustedCertificates(PemTrustOptions pem) {
        this.pem = pem;
    }

    /**
     * Reads a PEM file with one certificate or more. Blocks.
     *
     * @throws UnusableCertificateException where it can't be read or holds none
     */
    public static TrustedCertificates read(Path file) {
        byte[] bytes = PemFile.read(file, "certificates", UnusableCertificateException::certificate);
        PemFile.certificate(bytes);
        return new TrustedCertificates(new PemTrustOptions().addCertValue(Buffer.buffer(bytes)));
    }

    /** Makes a bus speak with nobody whom none of these vouches for, neither as a server nor as a client. */
    public EventBusOptions require(EventBusOptions options) {
        options.setClientAuth(ClientAuth.REQUIRED).setTrustOptions(pem.copy());
        return options;
    }
}
