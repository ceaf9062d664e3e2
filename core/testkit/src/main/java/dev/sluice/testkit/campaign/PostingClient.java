package dev.sluice.testkit.campaign;

import dev.sluice.testkit.customerio.WebhookSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Posts without pause, and each webhook again until it is answered 200, as the sender does. Runs on a thread of its own. */
final class PostingClient implements Runnable {

    /** Customer.io's own. */
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    /** Between two tries, so that a process that starts is not crowded out by its own clients. */
    private static final long PAUSE_NANOS = 10_000_000;

    private final CampaignTraffic traffic;
    private final WebhookSignature signature;
    private final Supplier<URI> target;
    private final Consumer<CampaignWebhook> acknowledged;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final Map<String, Integer> answers = new TreeMap<>();
    private volatile boolean stopping;

    /**
     * @param target asked before each try, since a process that is started again has another port
     * @param acknowledged told of each webhook as it is answered 200
     */
    PostingClient(
            CampaignTraffic traffic,
            WebhookSignature signature,
            Supplier<URI> target,
            Consumer<CampaignWebhook> acknowledged) {
        this.traffic = traffic;
        this.signature = signature;
        this.target = target;
        this.acknowledged = acknowledged;
    }

    @Override
    public void run() {
        while (!stopping) {
            CampaignWebhook webhook = traffic.next();
            while (!stopping && !post(webhook)) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Ends after the try that is under way; a webhook that was not acknowledged by then is nobody's debt. */
    void stop() {
        stopping = true;
    }

    /** How often each answer came; to be asked when the client has ended. */
    Map<String, Integer> answers() {
        return answers;
    }

    private boolean post(CampaignWebhook webhook) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target.get())
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(webhook.body()));
        signature.headers(webhook.body(), Instant.now().getEpochSecond()).forEach(request::header);
        try {
            int status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
            answers.merge(Integer.toString(status), 1, Integer::sum);
            if (status == 200) {
                acknowledged.accept(webhook);
            }
            return status == 200;
        } catch (IOException gone) {
            answers.merge("no answer", 1, Integer::sum);
            return false;
        } catch (InterruptedException interrupted) {
            stopping = true;
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
