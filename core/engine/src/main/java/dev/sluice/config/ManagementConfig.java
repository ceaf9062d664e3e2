package dev.sluice.config;

import dev.sluice.tls.CertificateFiles;
import java.util.Optional;

/**
 * Health, metrics and operation.
 *
 * @param host the address to bind
 * @param port the port; 0 for any free one
 * @param tls the certificate; without one, it speaks in the clear
 * @param token asked for as a bearer token by everything but health; needed for a host that is not loopback
 */
public record ManagementConfig(String host, int port, Optional<CertificateFiles> tls, Optional<Secret> token) {

    /** Whether only this machine can reach it. */
    public boolean isOnLoopback() {
        return Loopback.isLoopback(host);
    }
}
