package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.tls.CertificateFiles;
import dev.sluice.tls.TrustedCertificates;
import dev.sluice.tls.UnusableCertificateException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Checks a node's certificates, so that a wrong one comes to light before a start. Reads files, so it blocks. */
final class CertificateChecks {

    private static final JsonPointer BETWEEN_NODES = JsonPointer.compile("/cluster/tls");

    private static final List<JsonPointer> OF_SERVERS =
            List.of(JsonPointer.compile("/ingest/tls"), JsonPointer.compile("/management/tls"));

    private final JsonNode config;
    private final Findings findings;
    private final Clock clock;

    CertificateChecks(JsonNode config, Findings findings, Clock clock) {
        this.config = config;
        this.findings = findings;
        this.clock = clock;
    }

    void check() {
        OF_SERVERS.forEach(this::checkPair);
        if (config.at("/cluster/enabled").asBoolean()) {
            checkPair(BETWEEN_NODES);
            checkAuthority(BETWEEN_NODES.appendProperty("authority"));
        }
    }

    private void checkPair(JsonPointer pointer) {
        if (!findings.isFaulty(pointer)) {
            ConfigReader.tls(config.at(pointer)).ifPresent(files -> check(pointer, files));
        }
    }

    private void checkAuthority(JsonPointer pointer) {
        String file = config.at(pointer).asText();
        if (file.isEmpty() || findings.isFaulty(pointer)) {
            return;
        }
        try {
            TrustedCertificates.read(Path.of(file));
        } catch (UnusableCertificateException unusable) {
            findings.wrongValue(pointer, unusable.getMessage());
        }
    }

    private void check(JsonPointer pointer, CertificateFiles files) {
        JsonPointer certificate = pointer.appendProperty("certificate");
        try {
            files.read().doubt(clock.instant()).ifPresent(doubt -> findings.warning(certificate, doubt));
        } catch (UnusableCertificateException unusable) {
            findings.wrongValue(
                    unusable.isInKey() ? pointer.appendProperty("key") : certificate, unusable.getMessage());
        }
    }
}
