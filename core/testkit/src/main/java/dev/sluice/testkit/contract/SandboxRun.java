package dev.sluice.testkit.contract;

import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.DeliveryResponse;
import dev.sluice.testkit.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** A vendor's sandbox that listens, and a client that sends to it what a destination wants sent. */
final class SandboxRun {

    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Sandbox sandbox;

    /** @param sandbox not started yet */
    SandboxRun(Sandbox sandbox) {
        this.sandbox = sandbox;
        sandbox.start().await();
    }

    Sandbox sandbox() {
        return sandbox;
    }

    DeliveryResponse send(DeliveryRequest request) {
        boolean gzip = request.gzipFromBytes().isPresent()
                && request.body().length >= request.gzipFromBytes().getAsInt();
        HttpRequest.Builder wire = HttpRequest.newBuilder(request.uri())
                .timeout(LONGEST)
                .method(
                        request.method(),
                        HttpRequest.BodyPublishers.ofByteArray(gzip ? packed(request.body()) : request.body()));
        request.headers().forEach(wire::header);
        if (gzip) {
            wire.header("Content-Encoding", "gzip");
        }
        try {
            HttpResponse<byte[]> answer = client.send(wire.build(), HttpResponse.BodyHandlers.ofByteArray());
            Map<String, String> headers = new HashMap<>();
            answer.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
            return new DeliveryResponse(answer.statusCode(), headers, answer.body(), Instant.now());
        } catch (IOException failure) {
            throw new UncheckedIOException("sending " + request + " to the sandbox", failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while sending " + request, stopped);
        }
    }

    private static byte[] packed(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
            packing.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
