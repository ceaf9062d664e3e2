package dev.sluice.testkit.sandbox;

import java.util.Map;

/**
 * A request that reached a sandbox.
 *
 * @param headers by lower-case name; of a repeated one, the last value
 * @param bytes of the body over the wire
 * @param events in the body; 0 where it could not be read
 * @param status that was answered; 0 where there was no answer
 */
public record SandboxRequest(
        String method, String path, Map<String, String> headers, int bytes, int events, int status) {

    public SandboxRequest {
        headers = Map.copyOf(headers);
    }

    static SandboxRequest of(WireRequest request, Upload upload, Reaction reaction) {
        return new SandboxRequest(
                request.method(),
                request.path(),
                request.headers(),
                request.body().length,
                upload.events().size(),
                reaction.status());
    }
}
