package dev.sluice.testkit.cluster;

import dev.sluice.testkit.campaign.CampaignTraffic;
import dev.sluice.testkit.campaign.PostingClient;
import dev.sluice.testkit.campaign.PostingWitness;
import dev.sluice.testkit.campaign.Targets;
import dev.sluice.testkit.customerio.WebhookSignature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Clients that post all the time until they are told to stop, and then again. For one thread. */
final class Posting {

    /** A load balancer notices within so long that a node does not answer; the journal answers after three seconds at the latest. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** Several hundred webhooks a second between them, which leaves nodes the processors that they need to start. */
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final List<CampaignTraffic> traffic = new ArrayList<>();
    private final Targets targets;
    private final PostingWitness witness;
    private final List<PostingClient> clients = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, Integer> answers = new TreeMap<>();

    Posting(long seed, int clients, Targets targets, PostingWitness witness) {
        for (int i = 1; i <= clients; i++) {
            traffic.add(new CampaignTraffic(seed, i));
        }
        this.targets = targets;
        this.witness = witness;
    }

    void start() {
        WebhookSignature signature = new WebhookSignature(NodeSetup.SIGNING_KEY);
        for (CampaignTraffic each : traffic) {
            PostingClient client = new PostingClient(each, signature, targets, witness, PATIENCE, PAUSE);
            Thread thread = new Thread(client, "cluster-client-" + (clients.size() + 1));
            thread.setDaemon(true);
            clients.add(client);
            threads.add(thread);
            thread.start();
        }
    }

    /** Ends when all tries that are under way have. */
    void stop() throws InterruptedException {
        clients.forEach(PostingClient::stop);
        for (Thread thread : threads) {
            thread.join();
        }
        clients.forEach(
                client -> client.answers().forEach((answer, count) -> answers.merge(answer, count, Integer::sum)));
        clients.clear();
        threads.clear();
    }

    /** How often each answer came, up to the last stop. */
    Map<String, Integer> answers() {
        return answers;
    }
}
