package dev.sluice.testkit.cluster;

import dev.sluice.testkit.campaign.ManagementClient;
import dev.sluice.testkit.process.Place;
import dev.sluice.testkit.process.SluiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One node, from process to process. For one thread. */
final class ClusterNode {

    /** Small, so that several fit on any machine, and what has no bound shows; and soon at work, rather than fast for long. */
    private static final List<String> JVM = List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** What a node says in its log of events that it may have delivered though others deliver them again. */
    private static final List<String> SECOND_COPIES =
            List.of("may go out twice", "was not heard of", "Not all that was read could be delivered");

    private final NodePlan plan;
    private final Path folder;
    private final Place place;
    private @Nullable SluiceProcess process;
    private @Nullable ManagementClient management;
    private long toldBefore;

    /**
     * A node that does not run yet.
     *
     * @param parent where its folder is made
     */
    ClusterNode(NodePlan plan, Path parent, NodeSetup setup) throws IOException {
        this.plan = plan;
        place = setup.place(plan.name());
        folder = Files.createDirectories(parent.resolve("node-" + plan.name()));
        Files.createDirectories(temporary());
        Files.writeString(folder.resolve("sluice.json"), setup.json(plan));
    }

    String name() {
        return plan.name();
    }

    NodePlan plan() {
        return plan;
    }

    /** Its journal, where it has one of its own. */
    Path file() {
        return folder.resolve(NodeSetup.FILE);
    }

    boolean isRunning() {
        return process != null;
    }

    /** Starts a process, without waiting for it. */
    void start(Path jar) throws IOException {
        List<String> jvm = new ArrayList<>(JVM);
        jvm.add("-Djava.io.tmpdir=" + temporary().toAbsolutePath());
        process = SluiceProcess.startAt(place, jar, folder, jvm, List.of("run", "-c", "sluice.json"));
        management = null;
    }

    /** Waits until the node is up; answers who can be asked. */
    ManagementClient management() throws InterruptedException {
        ManagementClient client = management;
        if (client == null) {
            client = new ManagementClient(running().management(), Optional.of(NodeSetup.TOKEN));
            management = client;
        }
        return client;
    }

    /** The process, while there is one. */
    SluiceProcess running() {
        SluiceProcess current = process;
        if (current == null) {
            throw new IllegalStateException("node " + plan.name() + " does not run");
        }
        return current;
    }

    /** How often it has said that some events may go out twice, since somebody else has them now. */
    long toldOfSecondCopies() {
        SluiceProcess current = process;
        return toldBefore + (current == null ? 0 : told(current));
    }

    /** SIGKILL. */
    void kill() throws IOException, InterruptedException {
        running().kill();
        forget();
    }

    /**
     * SIGTERM, and waits for the end.
     *
     * @return what is wrong with how it ended
     */
    Optional<String> stop() throws IOException, InterruptedException {
        SluiceProcess ending = running();
        int exit = ending.terminate();
        forget();
        return exit == 0
                ? Optional.empty()
                : Optional.of("SIGTERM ended node " + plan.name() + " with " + exit + ":\n" + ending.output());
    }

    /** Ends it at once; what it wrote stays in its folder. */
    void close() throws IOException {
        SluiceProcess open = process;
        if (open != null) {
            open.close();
            forget();
        }
    }

    private Path temporary() {
        return folder.resolve("tmp");
    }

    private static long told(SluiceProcess process) {
        return process.output()
                .lines()
                .filter(line -> SECOND_COPIES.stream().anyMatch(line::contains))
                .count();
    }

    private void forget() throws IOException {
        toldBefore += told(running());
        Files.writeString(
                folder.resolve("output.log"),
                running().output() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        process = null;
    }
}
