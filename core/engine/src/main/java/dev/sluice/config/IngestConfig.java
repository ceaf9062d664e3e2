package dev.sluice.config;

import dev.sluice.tls.CertificateFiles;
import java.time.Duration;
import java.util.Optional;

/**
 * How webhooks are received.
 *
 * @param host the address to bind
 * @param port the port; 0 for any free one
 * @param allowUnsigned whether ingest without a signing key may bind to more than loopback
 * @param maxBodyBytes bodies over this get 413
 * @param maxInFlightBytes bodies being read or waiting to be written, of all requests together; above, requests get 503
 * @param bodyTimeout how long a sender may take over its body
 * @param maxConnections open at once; above, the one that has waited longest for a request is closed
 * @param headerTimeout how long a sender may take from connecting to the end of its first request's headers
 * @param dedupeWindowEvents how many of the newest events are known again by their id; 0 for none
 * @param tls the certificate; without one, webhooks are received in the clear
 * @param customerio the webhooks of Customer.io
 */
public record IngestConfig(
        String host,
        int port,
        boolean allowUnsigned,
        DataSize maxBodyBytes,
        DataSize maxInFlightBytes,
        Duration bodyTimeout,
        int maxConnections,
        Duration headerTimeout,
        int dedupeWindowEvents,
        Optional<CertificateFiles> tls,
        CustomerIoConfig customerio) {}
