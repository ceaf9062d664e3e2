package dev.sluice.testkit.amplitude;

import java.util.Map;

/**
 * A request as the sandbox saw it.
 *
 * @param bytes of the body as sent
 * @param events in it; 0 where it could not be read
 * @param status what it was answered; 0 where the connection was cut
 */
public record ReceivedRequest(String path, Map<String, String> headers, int bytes, int events, int status) {}
