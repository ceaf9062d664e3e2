package dev.sluice.config;

import java.time.Duration;

/**
 * How webhooks are received.
 *
 * @param host the address to bind
 * @param port the port; 0 for any free one
 * @param allowUnsigned whether ingest without a signing key may bind to more than loopback
 * @param maxBodyBytes bodies over this get 413
 * @param maxInFlightBytes bodies being read or waiting to be written, of all requests together; above, requests get 503
 * @param bodyTimeout how long a sender may take over its body
 * @param customerio the webhooks of Customer.io
 */
public record IngestConfig(
        String host,
        int port,
        boolean allowUnsigned,
        DataSize maxBodyBytes,
        DataSize maxInFlightBytes,
        Duration bodyTimeout,
        CustomerIoConfig customerio) {}
