package dev.sluice.testkit.campaign;

import dev.sluice.testkit.amplitude.AmplitudeSandbox;
import dev.sluice.testkit.amplitude.SandboxOptions;
import dev.sluice.testkit.campaign.ClockJumps.Jump;
import dev.sluice.testkit.clock.ProcessClock;
import dev.sluice.testkit.customerio.WebhookSignature;
import dev.sluice.testkit.process.SluiceProcess;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * One run: the real jar as a process between posting clients and a sandbox that fails at random; killed and stopped while it works,
 * its clock set forward and back; then left in peace until nothing is pending, and audited. Blocks the calling thread for a minute or more.
 */
public final class CrashCampaign {

    private static final String API_KEY = "campaign-key";
    private static final String SIGNING_KEY = "campaign-signing-key";

    /** Nothing listens there: what clients post to before the process is up. */
    private static final URI NOWHERE = URI.create("http://127.0.0.1:9/");

    /** Events acknowledged before the next blow falls. */
    private static final int MOST_EVENTS_A_ROUND = 1_500;

    /** One blow of five falls while the process starts. */
    private static final int STARTS_HIT = 5;

    private static final int LONGEST_START_MILLIS = 1_500;

    /** Throttled events wait for half a minute, and a lane that was refused for its key looks again within a minute. */
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(4);

    private final CampaignOptions options;
    private final Consumer<String> progress;
    private final Random random;
    private final Ledger ledger = new Ledger();
    private final AtomicReference<URI> target = new AtomicReference<>(NOWHERE);
    private final JournalInspection journal;
    private final ClockJumps jumps;
    private final List<String> faults = new ArrayList<>();
    private final List<PostingClient> clients = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private Optional<ProcessClock> clock = Optional.empty();
    private int jumped;

    private enum Blow {
        KILL,
        STOP
    }

    /** @param progress told in a line what happens */
    public CrashCampaign(CampaignOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
        random = new Random(options.seed());
        journal = new JournalInspection(options.folder().resolve("sluice.db"));
        // What comes after the last blow is a round too.
        jumps = new ClockJumps(options.seed(), options.jumps(), options.kills() + options.stops() + 1);
    }

    /**
     * Runs the campaign.
     *
     * @throws IllegalStateException where the process does not come up or never drains, with its output
     */
    public CampaignReport run() throws IOException, InterruptedException, SQLException {
        Vertx vertx = Vertx.vertx();
        AmplitudeSandbox sandbox =
                new AmplitudeSandbox(vertx, SandboxOptions.forApiKey(API_KEY).keeping(1_000_000));
        try {
            sandbox.start().toCompletionStage().toCompletableFuture().join();
            poison(sandbox);
            sandbox.failWith(new RandomFaults(options.seed(), options.faultShare()));
            configure(sandbox.batchUri());
            if (options.jumps() > 0) {
                clock = Optional.of(ProcessClock.in(options.folder()));
            }
            startClients();
            int round = 0;
            for (Blow blow : blows()) {
                round(blow, jumps.in(round++));
            }
            drain(sandbox, jumps.in(round));
            return report(sandbox);
        } finally {
            clients.forEach(PostingClient::stop);
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void configure(URI endpoint) throws IOException {
        Files.writeString(options.folder().resolve("sluice.json"), """
                {"ingest": {"port": 0, "customerio": {"signingKeys": ["%s"]}},
                 "journal": {"path": "sluice.db", "maxBytes": "1GiB"},
                 "destinations": [{"id": "amplitude", "plugin": "amplitude",
                   "settings": {"apiKey": "%s", "endpoint": "%s"},
                   "batch": {"maxEvents": 50, "lingerMillis": 20}, "delivery": {"timeoutMillis": 500}}],
                 "management": {"port": 0}, "shutdown": {"graceSeconds": 3}}
                """.formatted(SIGNING_KEY, API_KEY, endpoint));
    }

    private void startClients() {
        WebhookSignature signature = new WebhookSignature(SIGNING_KEY);
        for (int i = 1; i <= options.clients(); i++) {
            CampaignTraffic traffic = new CampaignTraffic(options.seed(), i);
            PostingClient client = new PostingClient(
                    traffic,
                    signature,
                    target::get,
                    (webhook, by) -> ledger.acknowledge(webhook),
                    PostingClient.PATIENCE,
                    Duration.ZERO);
            Thread thread = new Thread(client, "campaign-client-" + i);
            thread.setDaemon(true);
            clients.add(client);
            threads.add(thread);
            thread.start();
        }
    }

    private List<Blow> blows() {
        List<Blow> blows = new ArrayList<>(Collections.nCopies(options.kills(), Blow.KILL));
        blows.addAll(Collections.nCopies(options.stops(), Blow.STOP));
        Collections.shuffle(blows, random);
        return blows;
    }

    private void round(Blow blow, List<Jump> jumpsOfIt) throws IOException, InterruptedException, SQLException {
        boolean hitsStart = blow == Blow.KILL && random.nextInt(STARTS_HIT) == 0;
        int startMillis = random.nextInt(LONGEST_START_MILLIS);
        int events = 1 + random.nextInt(MOST_EVENTS_A_ROUND);
        if (hitsStart) {
            jumpsOfIt.forEach(this::setClock);
        }
        try (SluiceProcess sluice = start()) {
            if (hitsStart) {
                sluice.endsWithin(Duration.ofMillis(startMillis));
            } else {
                target.set(sluice.webhooks());
                awaitMore(events, jumpsOfIt, sluice);
            }
            if (blow == Blow.KILL) {
                sluice.kill();
            } else {
                int exit = sluice.terminate();
                check(exit == 0, "SIGTERM ended the process with " + exit + ":\n" + sluice.output());
            }
        }
        String integrity = journal.integrity(options.folder());
        check(integrity.equals("ok"), "the journal's file is damaged: " + integrity);
        progress.accept((blow == Blow.KILL ? "killed" : "stopped") + (hitsStart ? " while starting" : "") + "; "
                + ledger.size() + " events acknowledged so far");
    }

    private void drain(AmplitudeSandbox sandbox, List<Jump> jumpsOfIt) throws IOException, InterruptedException {
        try (SluiceProcess sluice = start()) {
            target.set(sluice.webhooks());
            awaitMore(MOST_EVENTS_A_ROUND, jumpsOfIt, sluice);
            sandbox.mend();
            poison(sandbox);
            // What comes after the faults must get through as well.
            awaitMore(options.clients(), List.of(), sluice);
            clients.forEach(PostingClient::stop);
            for (Thread thread : threads) {
                thread.join();
            }
            if (jumps.last().isPresent()) {
                jump(jumps.last().get(), sluice);
            }
            progress.accept("the destination is mended; waiting until nothing is pending");
            ManagementClient management = new ManagementClient(sluice.management());
            sluice.awaitTrue("nothing is pending", DRAIN_LIMIT, () -> management.lag() == 0);
            int exit = sluice.terminate();
            check(exit == 0, "SIGTERM ended the process with " + exit + ":\n" + sluice.output());
        }
    }

    private CampaignReport report(AmplitudeSandbox sandbox) throws SQLException {
        Ledger.Balance balance = ledger.balance(sandbox.events(), journal.letters());
        faults.addAll(balance.faults());
        check(journal.leftOver() == 0, "settled events were not deleted from the journal");
        Map<String, Integer> answers = new TreeMap<>();
        clients.forEach(
                client -> client.answers().forEach((answer, count) -> answers.merge(answer, count, Integer::sum)));
        return new CampaignReport(
                options.seed(),
                jumped,
                ledger.size(),
                balance.counts(),
                answers,
                sandbox.requests().size(),
                sandbox.duplicates().size(),
                faults);
    }

    private static void poison(AmplitudeSandbox sandbox) {
        sandbox.poisonNamed(
                "event_properties", event -> event.path("event_properties").has(CampaignTraffic.POISON));
    }

    private SluiceProcess start() throws IOException {
        List<String> jvmOptions = clock.map(ProcessClock::jvmOptions).orElse(List.of());
        return SluiceProcess.start(options.jar(), options.folder(), jvmOptions, List.of("run", "-c", "sluice.json"));
    }

    /** Waits for so many more events; meanwhile the clock jumps. */
    private void awaitMore(int more, List<Jump> meanwhile, SluiceProcess sluice) throws InterruptedException {
        int before = ledger.size();
        for (Jump jump : meanwhile) {
            awaitAcknowledged(before + (int) (jump.moment() * more), sluice);
            jump(jump, sluice);
        }
        awaitAcknowledged(before + more, sluice);
    }

    private void awaitAcknowledged(int events, SluiceProcess sluice) throws InterruptedException {
        sluice.awaitTrue("clients are answered", () -> ledger.size() >= events);
    }

    private void jump(Jump jump, SluiceProcess sluice) throws InterruptedException {
        setClock(jump);
        // A relay that did not look at this clock would prove nothing; its metrics do.
        sluice.awaitTrue("its clock has jumped", () -> {
            new ManagementClient(sluice.management()).lag();
            return clock.orElseThrow().isSeen();
        });
    }

    private void setClock(Jump jump) {
        clock.orElseThrow().set(jump.off());
        jumped++;
        progress.accept("the relay's clock is " + jump);
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            faults.add(otherwise);
        }
    }
}
