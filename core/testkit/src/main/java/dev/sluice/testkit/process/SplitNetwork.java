package dev.sluice.testkit.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Places with two networks: one among themselves, which can be cut and healed for each of them, and one to this machine, which always
 * holds. So a node that is cut off from its brokers and the other nodes still has its senders and its destinations, which is the split
 * that does the most harm. What is sent into a cut is lost without a word.
 *
 * <p>Each place is a network namespace, which lives until this is closed or this JVM ends. Needs Linux, iproute2 and the rights of root.
 */
public final class SplitNetwork implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SplitNetwork.class);

    /** The place that all others are cut off from: for brokers. */
    public static final String HUB = "hub";

    private static final String READY = "ready";
    private static final String HOLD = "ip link set lo up && echo " + READY + " && cat > /dev/null";

    /** Ranges for tests of network devices, RFC 2544, which no network of anybody's uses. */
    private static final String INSIDE = "198.18.0.";

    private static final String OUTSIDE = "198.19.";

    /** Another test on this machine may have the addresses. */
    private static final int TRIES = 8;

    private static final int NETWORKS = 250;

    private final Map<String, Process> holders = new LinkedHashMap<>();
    private final Map<String, Place> places = new LinkedHashMap<>();

    private SplitNetwork() {}

    /**
     * Makes a hub, and a place for each name.
     *
     * @param names letters and digits, a few each
     * @return empty where this user may not make networks, or this system has none
     */
    public static Optional<SplitNetwork> make(List<String> names) throws InterruptedException {
        int first = ThreadLocalRandom.current().nextInt(NETWORKS);
        for (int i = 0; i < TRIES; i++) {
            SplitNetwork network = new SplitNetwork();
            try {
                network.lay(names, 1 + (first + i) % NETWORKS);
                return Optional.of(network);
            } catch (IOException refused) {
                LOG.info("No network for a test can be made: {}", refused.getMessage());
                network.close();
            }
        }
        return Optional.empty();
    }

    /** The place of that name, or {@link #HUB}. */
    public Place place(String name) {
        return Optional.ofNullable(places.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no place is named " + name));
    }

    /** From now on nothing goes between this place and the other ones, the hub among them. */
    public void cut(String name) throws IOException, InterruptedException {
        in(HUB, "ip link set to-$0 nomaster", name);
    }

    /** Ends {@link #cut}. */
    public void heal(String name) throws IOException, InterruptedException {
        in(HUB, "ip link set to-$0 master hub", name);
    }

    /** Lets the networks go. What still runs there reaches nobody. */
    @Override
    public void close() {
        holders.values().forEach(Process::destroyForcibly);
    }

    private void lay(List<String> names, int number) throws IOException, InterruptedException {
        hold(HUB);
        in(HUB, "ip link add hub type bridge && ip addr add $0/24 dev hub && ip link set hub up", INSIDE + 1);
        places.put(HUB, new Place(INSIDE + 1, INSIDE + 1, INSIDE + 1, entering(HUB)));
        for (String name : names) {
            int host = places.size() + 1;
            String inside = INSIDE + host;
            String gateway = OUTSIDE + number + "." + (4 * host + 1);
            String outside = OUTSIDE + number + "." + (4 * host + 2);
            hold(name);
            String pid = Long.toString(holders.get(name).pid());
            in(
                    HUB,
                    "ip link add to-$0 type veth peer name inside netns $1 && ip link set to-$0 master hub up",
                    name,
                    pid);
            in(name, "ip addr add $0/24 dev inside && ip link set inside up", inside);
            run(
                    List.of(),
                    "ip link add $0 type veth peer name outside netns $1 && ip addr add $2/30 dev $0 && ip link set $0 up",
                    "sluice" + number + name,
                    pid,
                    gateway);
            in(name, "ip addr add $0/30 dev outside && ip link set outside up", outside);
            places.put(name, new Place(inside, outside, gateway, entering(name)));
        }
    }

    private void hold(String name) throws IOException {
        Process holder = new ProcessBuilder("unshare", "-n", "sh", "-c", HOLD)
                .redirectErrorStream(true)
                .start();
        holders.put(name, holder);
        BufferedReader said =
                new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8));
        String line = said.readLine();
        if (!READY.equals(line)) {
            throw new IOException("no network can be made: " + line);
        }
    }

    private List<String> entering(String name) {
        return List.of("nsenter", "-t", Long.toString(holders.get(name).pid()), "-n");
    }

    private void in(String name, String script, String... arguments) throws IOException, InterruptedException {
        run(entering(name), script, arguments);
    }

    private static void run(List<String> entering, String script, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(entering);
        command.addAll(List.of("sh", "-c", script));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said.strip());
        }
    }
}
