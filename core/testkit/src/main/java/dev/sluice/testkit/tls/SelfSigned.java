package dev.sluice.testkit.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for {@code localhost} and {@code 127.0.0.1} that vouches for itself, with its key, made by the JDK's keytool.
 *
 * @param certificate as a client has to trust it
 */
public record SelfSigned(X509Certificate certificate, PrivateKey key) {

    private static final String ALIAS = "server";
    private static final String PASSWORD = "a password";
    private static final long LIMIT_SECONDS = 60;

    /** One on an elliptic curve that is valid now; the name tells it from others. */
    public static SelfSigned named(String name) {
        return make(name, "EC", "-1d");
    }

    /** One with an RSA key. */
    public static SelfSigned rsa(String name) {
        return make(name, "RSA", "-1d");
    }

    /** One whose time is over. */
    public static SelfSigned expired(String name) {
        return make(name, "EC", "-10d");
    }

    /** The certificate as a PEM file has it. */
    public String certificatePem() {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("encoding a certificate that was read", impossible);
        }
    }

    /** The key as a PEM file has it, without a passphrase. */
    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** What a client needs to trust this certificate, and no other. */
    public SSLContext trust() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, certificate);
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("trusting a certificate that was read", impossible);
        }
    }

    private static SelfSigned make(String name, String algorithm, String start) {
        try {
            Path folder = Files.createTempDirectory("self-signed");
            Path store = folder.resolve("store.p12");
            try {
                keytool(store, name, algorithm, start);
                return read(store);
            } finally {
                Files.deleteIfExists(store);
                Files.deleteIfExists(folder);
            }
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException("making a certificate with keytool", failure);
        }
    }

    private static void keytool(Path store, String name, String algorithm, String start) throws IOException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        algorithm,
                        "-keysize",
                        algorithm.equals("RSA") ? "2048" : "256",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-startdate",
                        start,
                        "-validity",
                        "5",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!keytool.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IOException("keytool failed");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool ran", interrupted);
        }
    }

    private static SelfSigned read(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return new SelfSigned(
                (X509Certificate) keys.getCertificate(ALIAS), (PrivateKey) keys.getKey(ALIAS, PASSWORD.toCharArray()));
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(content)
                + "\n-----END " + what + "-----\n";
    }
}
