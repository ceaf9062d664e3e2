package dev.sluice.tls;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.X509KeyManager;

/** A certificate and its key as they were read at one moment, found to go together. Immutable. */
public final class ServerCertificate {

    /** The versions that RFC 8996 leaves. */
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

    private static final byte[] PROBE = "does the key fit".getBytes(StandardCharsets.US_ASCII);

    private final PemKeyCertOptions pem;
    private final X509Certificate certificate;

    private ServerCertificate(PemKeyCertOptions pem, X509Certificate certificate) {
        this.pem = pem;
        this.certificate = certificate;
    }

    /** @throws UnusableCertificateException where one is no PEM, or they don't go together */
    static ServerCertificate of(byte[] certificatePem, byte[] keyPem) {
        X509Certificate certificate = PemFile.certificate(certificatePem);
        checkForm(new String(keyPem, StandardCharsets.ISO_8859_1));
        PemKeyCertOptions pem = new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(certificatePem))
                .addKeyValue(Buffer.buffer(keyPem));
        PublicKey publicKey = certificate.getPublicKey();
        if (!fits(key(pem, publicKey.getAlgorithm()), publicKey)) {
            throw UnusableCertificateException.key(
                    "does not belong to the certificate; name the key that the certificate was made for");
        }
        return new ServerCertificate(pem, certificate);
    }

    /** Makes a server that is yet to be opened speak TLS with this certificate, and nothing else. */
    public HttpServerOptions secure(HttpServerOptions server) {
        return server.setSsl(true).setKeyCertOptions(pem.copy()).setEnabledSecureTransportProtocols(PROTOCOLS);
    }

    /** Why clients will refuse it for its time, and what to do; empty where they won't. */
    public Optional<String> doubt(Instant now) {
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            return Optional.of("the certificate expired at "
                    + certificate.getNotAfter().toInstant() + ", and clients refuse it; renew it");
        }
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            return Optional.of("the certificate is not valid before "
                    + certificate.getNotBefore().toInstant()
                    + ", and clients refuse it until then; see that this machine's clock is right");
        }
        return Optional.empty();
    }

    /** Makes a bus speak TLS with it, as a server and as a client. */
    public EventBusOptions secure(EventBusOptions options) {
        options.setSsl(true).setKeyCertOptions(pem.copy()).setEnabledSecureTransportProtocols(PROTOCOLS);
        return options;
    }

    /** Whom it is for and until when, in words. */
    @Override
    public String toString() {
        return certificate.getSubjectX500Principal() + ", valid until "
                + certificate.getNotAfter().toInstant();
    }

    /** For a server that is open already: the options of {@link #secure}. */
    ServerSSLOptions options() {
        return new ServerSSLOptions().setKeyCertOptions(pem.copy()).setEnabledSecureTransportProtocols(PROTOCOLS);
    }

    private static void checkForm(String keyPem) {
        if (keyPem.contains("ENCRYPTED")) {
            throw UnusableCertificateException.key(
                    "asks for a passphrase, which nobody is there to enter; write the key"
                            + " without one, for example with openssl pkey");
        }
        if (!keyPem.contains("PRIVATE KEY-----")) {
            throw UnusableCertificateException.key(
                    "holds no private key in PEM form; name a file that begins with -----BEGIN PRIVATE KEY-----");
        }
    }

    private static PrivateKey key(PemKeyCertOptions pem, String kind) {
        try {
            // Vert.x is needed for files only; here the content is at hand.
            X509KeyManager keys =
                    (X509KeyManager) pem.getKeyManagerFactory(null).getKeyManagers()[0];
            return keys.getPrivateKey(keys.getServerAliases(kind, null)[0]);
        } catch (Exception unreadable) {
            // Its own words might quote the key.
            throw UnusableCertificateException.key("holds no private key of the kind that the certificate has, " + kind
                    + "; name the key that the certificate was made for, RSA or EC");
        }
    }

    private static boolean fits(PrivateKey key, PublicKey publicKey) {
        try {
            Signature signature =
                    Signature.getInstance(publicKey.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException ofAnotherKind) {
            return false;
        }
    }
}
