package dev.sluice.config;

import java.util.Optional;

/**
 * Health, metrics and operation.
 *
 * @param host the address to bind
 * @param port the port; 0 for any free one
 * @param token asked for as a bearer token by everything but health; needed for a host that is not loopback
 */
public record ManagementConfig(String host, int port, Optional<Secret> token) {}
