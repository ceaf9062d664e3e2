package com.example.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Looks at ports of this machine. */
final class Ports {

    /** Far longer than a start takes, even on a busy machine. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final long LOOK_MILLIS = 250;

    private final HttpClient http = HttpClient.newHttpClient();

    /** Fails where something listens at one of them. */
    static void requireFree(int... ports) throws IOException {
        for (int port : ports) {
            try (ServerSocket free = new ServerSocket()) {
                free.setReuseAddress(true);
                free.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            } catch (IOException taken) {
                throw new IOException(
                        "port " + port + " is in use, and this example needs it; end what uses it", taken);
            }
        }
    }

    /** Waits until 200 is answered; fails where the child ends before, or after a while. */
    void await200(URI address, Child child) throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (status(address) != 200) {
            if (child.hasEnded()) {
                throw new IOException(child.name() + " could not start, so all of it ends");
            }
            if (System.nanoTime() > end) {
                throw new IOException(child.name() + " is not ready after " + LIMIT.toMinutes() + " minutes; " + address
                        + " says why");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** 0 where nobody answers. */
    private int status(URI address) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return 0;
        }
    }
}
