package dev.sluice.testkit.amplitude;

import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;

/** A sandbox that listens, and a client of another make than the server. */
final class RunningSandbox implements AutoCloseable {

    static final String KEY = "a-key";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AmplitudeSandbox sandbox;

    private RunningSandbox(SandboxOptions options) {
        sandbox = new AmplitudeSandbox(vertx, options);
    }

    static RunningSandbox start() {
        return start(SandboxOptions.forApiKey(KEY));
    }

    static RunningSandbox start(SandboxOptions options) {
        RunningSandbox running = new RunningSandbox(options);
        running.sandbox.start().await();
        return running;
    }

    AmplitudeSandbox sandbox() {
        return sandbox;
    }

    /** Uploads these events, separated by commas, with the right key. */
    HttpResponse<String> upload(String events) {
        return post(sandbox.batchUri(), body(events));
    }

    static String body(String events) {
        return "{\"api_key\":\"" + KEY + "\",\"events\":[" + events + "]}";
    }

    HttpResponse<String> post(String body) {
        return post(sandbox.batchUri(), body);
    }

    HttpResponse<String> post(URI target, String body) {
        return send(request(target, body.getBytes(StandardCharsets.UTF_8)).build());
    }

    HttpResponse<String> postGzip(String body) {
        return send(request(sandbox.batchUri(), gzip(body))
                .header("Content-Encoding", "gzip")
                .build());
    }

    HttpResponse<String> uploadWithin(Duration limit, String events) {
        return send(request(sandbox.batchUri(), body(events).getBytes(StandardCharsets.UTF_8))
                .timeout(limit)
                .build());
    }

    @Override
    public void close() {
        vertx.close().await();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while calling " + request.uri(), interrupted);
        }
    }

    private static HttpRequest.Builder request(URI target, byte[] body) {
        return HttpRequest.newBuilder(target)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
            packing.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }
}
