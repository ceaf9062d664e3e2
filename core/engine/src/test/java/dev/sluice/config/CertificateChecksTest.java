package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.tls.SelfSigned;
import dev.sluice.tls.CertificateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateChecksTest {

    private static final String SIGNED = "\"customerio\": {\"signingKeys\": [\"a signing key\"]}";

    private static SelfSigned good;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeCertificate() {
        good = SelfSigned.named("localhost");
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static String ingest(Path certificate, Path key) {
        return "\"ingest\": {" + SIGNED + ", \"tls\": {\"certificate\": \"" + certificate + "\", \"key\": \"" + key
                + "\"}}";
    }

    private Path certificate() throws IOException {
        return write("c", good.certificatePem());
    }

    private Path key() throws IOException {
        return write("k", good.keyPem());
    }

    @Test
    void aPairThatFitsIsTakenForIngestAndForManagement() throws IOException {
        String keys = ingest(certificate(), key()) + ", \"management\": {\"tls\": {\"certificate\": \"" + certificate()
                + "\", \"key\": \"" + key() + "\"}}";

        LoadedConfig loaded = Loading.plain().load(Loading.file(keys, Loading.SINK));

        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.config().ingest().tls()).contains(new CertificateFiles(certificate(), key()));
        assertThat(loaded.config().management().tls()).contains(new CertificateFiles(certificate(), key()));
        assertThat(loaded.toString()).doesNotContain(good.keyPem());
    }

    @Test
    void aMissingFileIsNamedWithWhatBelongsThere() throws IOException {
        assertThat(Loading.plain().errors(ingest(Path.of("no.pem"), key())))
                .containsExactly("sluice.json: /ingest/tls/certificate: \"no.pem\" names no file; write the certificate"
                        + " there, or name the file that it is in");
        assertThat(Loading.plain().errors(ingest(certificate(), Path.of("no.pem"))))
                .containsExactly("sluice.json: /ingest/tls/key: \"no.pem\" names no file; write the private key"
                        + " there, or name the file that it is in");
    }

    @Test
    void bothServersAreChecked() {
        assertThat(Loading.plain()
                        .errors(ingest(Path.of("no.pem"), Path.of("no.pem"))
                                + ", \"management\": {\"tls\": {\"certificate\": \"none\", \"key\": \"none\"}}"))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("sluice.json: /management/tls/certificate: \"none\" names no file");
    }

    @Test
    void aKeyWithoutACertificateIsHalfAPair() {
        assertThat(Loading.plain().errors("\"ingest\": {\"tls\": {\"key\": \"key.pem\"}}"))
                .singleElement()
                .asString()
                .startsWith("sluice.json: /ingest/tls/certificate: this key is missing");
    }

    @Test
    void aDirectoryOrAFileWithoutACertificateIsNone() throws IOException {
        assertThat(Loading.plain().errors(ingest(Files.createDirectory(folder.resolve("d")), key())))
                .singleElement()
                .asString()
                .endsWith("can't be read; name a PEM file with the certificate");
        assertThat(Loading.plain().errors(ingest(key(), key())))
                .singleElement()
                .asString()
                .startsWith("sluice.json: /ingest/tls/certificate: ")
                .endsWith("holds no certificate in PEM form; name a file that begins with -----BEGIN CERTIFICATE-----");
    }

    @Test
    void aKeyThatDoesNotFitIsRefused() throws IOException {
        assertThat(Loading.plain()
                        .errors(ingest(
                                certificate(),
                                write("o", SelfSigned.named("other").keyPem()))))
                .singleElement()
                .asString()
                .startsWith("sluice.json: /ingest/tls/key: ")
                .endsWith("does not belong to the certificate; name the key that the certificate was made for");
        assertThat(Loading.plain()
                        .errors(ingest(
                                certificate(), write("r", SelfSigned.rsa("rsa").keyPem()))))
                .singleElement()
                .asString()
                .contains("holds no private key of the kind that the certificate has, EC");
    }

    @Test
    void aKeyThatCannotBeReadSaysNothingOfItsContent() throws IOException {
        assertThat(Loading.plain().errors(ingest(certificate(), certificate())))
                .singleElement()
                .asString()
                .endsWith("holds no private key in PEM form; name a file that begins with -----BEGIN PRIVATE KEY-----");
        assertThat(Loading.plain()
                        .errors(ingest(
                                certificate(),
                                write("b", "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n"))))
                .singleElement()
                .asString()
                .endsWith("holds no private key of the kind that the certificate has, EC; name the key that the"
                        + " certificate was made for, RSA or EC");
        assertThat(
                        Loading.plain()
                                .errors(
                                        ingest(
                                                certificate(),
                                                write(
                                                        "e",
                                                        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nc2VjcmV0\n-----END ENCRYPTED PRIVATE KEY-----\n"))))
                .singleElement()
                .asString()
                .contains("asks for a passphrase");
    }

    @Test
    void aCertificateWhoseTimeIsOverIsAWarning() throws IOException {
        SelfSigned old = SelfSigned.expired("localhost");

        assertThat(Loading.plain()
                        .load(Loading.file(
                                ingest(write("oc", old.certificatePem()), write("ok", old.keyPem())), Loading.SINK))
                        .warnings())
                .containsExactly("/ingest/tls/certificate: the certificate expired at "
                        + old.certificate().getNotAfter().toInstant() + ", and clients refuse it; renew it");
    }

    @Test
    void whatNodesShowEachOtherIsCheckedWhereTheyWorkTogether() throws IOException {
        String tls =
                "\"tls\": {\"certificate\": \"" + certificate() + "\", \"key\": \"" + key() + "\", \"authority\": ";

        assertThat(Loading.plain().errors("\"cluster\": {\"enabled\": true, " + tls + "\"none\"}}"))
                .containsExactly("sluice.json: /cluster/tls/authority: \"none\" names no file; write the certificates"
                        + " there, or name the file that it is in");
        assertThat(Loading.plain().errors("\"cluster\": {\"enabled\": true, " + tls + "\"" + key() + "\"}}"))
                .singleElement()
                .asString()
                .startsWith("sluice.json: /cluster/tls/authority: ")
                .contains("holds no certificate in PEM form");
        assertThat(Loading.plain()
                        .errors("\"cluster\": {\"enabled\": true, \"tls\": {\"certificate\": \"none\","
                                + " \"key\": \"none\", \"authority\": \"" + certificate() + "\"}}"))
                .singleElement()
                .asString()
                .startsWith("sluice.json: /cluster/tls/certificate: \"none\" names no file");
        assertThat(Loading.plain()
                        .load(Loading.file("\"cluster\": {\"enabled\": false, " + tls + "\"none\"}}", Loading.SINK))
                        .config()
                        .cluster())
                .isEmpty();
    }
}
