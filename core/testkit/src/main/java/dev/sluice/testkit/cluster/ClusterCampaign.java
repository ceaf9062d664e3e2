package dev.sluice.testkit.cluster;

import dev.sluice.testkit.amplitude.AmplitudeSandbox;
import dev.sluice.testkit.amplitude.SandboxOptions;
import dev.sluice.testkit.campaign.CampaignTraffic;
import dev.sluice.testkit.campaign.CampaignWebhook;
import dev.sluice.testkit.campaign.CampaignWebhook.Fate;
import dev.sluice.testkit.campaign.CampaignWebhook.Posted;
import dev.sluice.testkit.campaign.Ledger;
import dev.sluice.testkit.campaign.Letter;
import dev.sluice.testkit.campaign.PostingWitness;
import dev.sluice.testkit.campaign.RandomFaults;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * One run: nodes of the real jar between posting clients and a sandbox of Amplitude. Each blow falls while clients post; when the
 * others have taken over and nobody is missing any more, the clients stop, all drains, and every event that was ever acknowledged is
 * looked for. Blocks the calling thread for a minute or more.
 */
public final class ClusterCampaign {

    /** Acknowledged before a blow falls and after it is undone: all are at work then. */
    private static final int STEADY_EVENTS = 500;

    /** A node looks once a second at what others did. */
    private static final Duration IDLE_FOR = Duration.ofMillis(1_200);

    private final ClusterOptions options;
    private final Consumer<String> progress;
    private final Balancer balancer = new Balancer();
    private final Ledger ledger = new Ledger();
    private final DeliveryWaits waits = new DeliveryWaits(System::nanoTime);
    private final Set<String> postedTwice = ConcurrentHashMap.newKeySet();
    private final Posting posting;
    private final SecondCopies copies = new SecondCopies(postedTwice);
    private final List<BlowReport> reports = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private Map<String, Integer> outcomes = Map.of();

    /** @param progress told in a line what happens */
    public ClusterCampaign(ClusterOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
        posting = new Posting(options.seed(), options.clients(), balancer, new Witness());
    }

    /**
     * Runs the campaign.
     *
     * @throws IllegalStateException where a node does not come up, take over or drain; what the nodes wrote is in the folder
     */
    public ClusterReport run() throws IOException, InterruptedException, SQLException {
        Vertx vertx = Vertx.vertx();
        String host = options.network().isPresent() ? "0.0.0.0" : "127.0.0.1";
        AmplitudeSandbox sandbox = new AmplitudeSandbox(
                vertx, SandboxOptions.forApiKey(NodeSetup.API_KEY).atHost(host).keeping(2_000_000));
        try {
            sandbox.onIngested(event -> waits.arrived(event.path("insert_id").asText()));
            sandbox.start().toCompletionStage().toCompletableFuture().join();
            poison(sandbox);
            NodeSetup setup = new NodeSetup(options, sandbox.batchUri());
            try (Fleet fleet = new Fleet(options, setup, balancer)) {
                run(fleet, sandbox);
            } finally {
                posting.stop();
            }
            return new ClusterReport(options.seed(), ledger.size(), outcomes, posting.answers(), reports, faults);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void run(Fleet fleet, AmplitudeSandbox sandbox) throws IOException, InterruptedException, SQLException {
        boolean grows = options.strikes().get(0).blow() == Blow.SCALE_UP;
        fleet.start(grows ? fleet.nodes().subList(0, 1) : fleet.nodes(), options.jar());
        Blows blows = new Blows(options, fleet);
        for (Strike strike : options.strikes()) {
            round(strike, blows, fleet, sandbox);
        }
        for (ClusterNode node : fleet.running()) {
            fleet.stop(node);
        }
        faults.addAll(fleet.faults());
    }

    private void round(Strike strike, Blows blows, Fleet fleet, AmplitudeSandbox sandbox)
            throws IOException, InterruptedException, SQLException {
        Blow blow = strike.blow();
        ClusterNode victim = strike.node().map(fleet::node).orElseGet(fleet::drawn);
        int before = ledger.size();
        long told = fleet.toldOfSecondCopies();
        sandbox.failWith(new RandomFaults(options.seed() + reports.size(), options.faultShare()));
        posting.start();
        awaitAcknowledged(fleet);
        boolean owns = blow.hitsNode() && !options.journal().isShared();
        waits.mark(owns ? new String[] {victim.name()} : new String[0]);
        blows.strike(blow, victim);
        awaitTakeOver(fleet);
        blows.mend(blow, victim);
        awaitAcknowledged(fleet);
        posting.stop();
        sandbox.mend();
        poison(sandbox);
        awaitIdle(fleet);
        audit(blow, blow.hitsNode() ? victim.name() : "", before, told, fleet, sandbox);
    }

    private void audit(Blow blow, String node, int before, long told, Fleet fleet, AmplitudeSandbox sandbox)
            throws IOException, InterruptedException, SQLException {
        List<Letter> letters = fleet.letters();
        SecondCopies.Count count = copies.since(sandbox.duplicates(), letters);
        long cutShort = blow.lost(options.nodes().size()) + fleet.toldOfSecondCopies() - told;
        BlowReport report = new BlowReport(
                blow,
                node,
                ledger.size() - before,
                waits.longest(),
                waits.longestOfLost(),
                waits.longestSilence(),
                count.unexplained(),
                cutShort * NodeSetup.WINDOW_EVENTS,
                count.postedTwice());
        reports.add(report);
        progress.accept(report.toString());
        if (options.faultShare() == 0 && report.secondCopies() > report.allowedCopies()) {
            faults.add(report.toString());
        }
        Ledger.Balance balance = ledger.balance(sandbox.events(), letters);
        outcomes = balance.counts();
        balance.faults().forEach(fault -> faults.add("after " + blow + ": " + fault));
    }

    /** With a destination that fails, some of what waits ends in the dead letters. */
    private void awaitTakeOver(Fleet fleet) throws InterruptedException {
        if (options.faultShare() == 0) {
            fleet.awaitTrue("all is taken over", () -> waits.isTakenOver());
        }
    }

    private void awaitAcknowledged(Fleet fleet) throws InterruptedException {
        int events = ledger.size() + STEADY_EVENTS;
        fleet.awaitTrue("clients are answered", () -> ledger.size() >= events);
    }

    private void awaitIdle(Fleet fleet) throws InterruptedException {
        long[] idleSince = {0};
        fleet.awaitTrue("nothing is pending", () -> {
            long now = System.nanoTime();
            if (!fleet.isIdle()) {
                idleSince[0] = 0;
                return false;
            }
            idleSince[0] = idleSince[0] == 0 ? now : idleSince[0];
            return now - idleSince[0] >= IDLE_FOR.toNanos();
        });
    }

    private static void poison(AmplitudeSandbox sandbox) {
        sandbox.poisonNamed(
                "event_properties", event -> event.path("event_properties").has(CampaignTraffic.POISON));
    }

    /** Notes what clients were told. */
    private final class Witness implements PostingWitness {

        @Override
        public void acknowledged(CampaignWebhook webhook, URI by) {
            String node = balancer.node(by);
            ledger.acknowledge(webhook);
            webhook.events().stream()
                    .filter(event -> event.fate() == Fate.ORDINARY)
                    .forEach(event -> waits.acknowledged(event.id(), node));
        }

        @Override
        public void again(CampaignWebhook webhook) {
            webhook.events().stream().map(Posted::id).forEach(postedTwice::add);
        }
    }
}
