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

/** Posts one webhook after the other, and each webhook again until it is answered 200, as the sender does. Runs on a thread of its own. */
public final class PostingClient implements Runnable {

    /** Customer.io's own: so long it waits for an answer. */
    public static final Duration PATIENCE = Duration.ofSeconds(4);

    /** Between two tries, so that a process that starts is not crowded out by its own clients. */
    private static final long PAUSE_NANOS = 10_000_000;

    private final CampaignTraffic traffic;
    private final WebhookSignature signature;
    private final Targets targets;
    private final PostingWitness witness;
    private final Duration patience;
    private final Duration pause;
    private final HttpClient http;
    private final Map<String, Integer> answers = new TreeMap<>();
    private volatile boolean stopping;

    /**
     * @param patience how long it waits for an answer
     * @param pause after each 200; zero for none
     */
    public PostingClient(
            CampaignTraffic traffic,
            WebhookSignature signature,
            Targets targets,
            PostingWitness witness,
            Duration patience,
            Duration pause) {
        this.traffic = traffic;
        this.signature = signature;
        this.targets = targets;
        this.witness = witness;
        this.patience = patience;
        this.pause = pause;
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .build();
    }

    @Override
    public void run() {
        while (!stopping) {
            CampaignWebhook webhook = traffic.next();
            while (!stopping && !post(webhook)) {
                witness.again(webhook);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    /** Ends after the try that is under way; a webhook that was not acknowledged by then is nobody's debt. */
    public void stop() {
        stopping = true;
    }

    /** How often each answer came; to be asked when the client has ended. */
    public Map<String, Integer> answers() {
        return answers;
    }

    private boolean post(CampaignWebhook webhook) {
        URI target = targets.next();
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(patience)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(webhook.body()));
        signature.headers(webhook.body(), Instant.now().getEpochSecond()).forEach(request::header);
        try {
            int status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
            answers.merge(Integer.toString(status), 1, Integer::sum);
            if (status == 200) {
                witness.acknowledged(webhook, target);
            } else {
                targets.refused(target, true);
            }
            return status == 200;
        } catch (IOException gone) {
            answers.merge("no answer", 1, Integer::sum);
            targets.refused(target, false);
            return false;
        } catch (InterruptedException interrupted) {
            stopping = true;
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
