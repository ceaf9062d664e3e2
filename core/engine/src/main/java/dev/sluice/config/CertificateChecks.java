package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.tls.CertificateFiles;
import dev.sluice.tls.UnusableCertificateException;
import java.time.Clock;
import java.util.List;

/** Checks the certificates of what a node listens to, so that a wrong one comes to light before a start. Reads files, so it blocks. */
final class CertificateChecks {

    private static final List<JsonPointer> CERTIFICATES =
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
        for (JsonPointer pointer : CERTIFICATES) {
            if (!findings.isFaulty(pointer)) {
                ConfigReader.tls(config.at(pointer)).ifPresent(files -> check(pointer, files));
            }
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
