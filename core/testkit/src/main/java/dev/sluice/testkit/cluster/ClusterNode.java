package dev.sluice.testkit.cluster;

import dev.sluice.testkit.campaign.ManagementClient;
import dev.sluice.testkit.process.Place;
import dev.sluice.testkit.process.SluiceProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One node, from process to process. For one thread. */
final class ClusterNode {

    /** Small, so that several fit on any machine, and what has no bound shows. */
    private static final String HEAP = "-Xmx160m";

    private final String name;
    private final Path folder;
    private final Place place;
    private @Nullable SluiceProcess process;
    private @Nullable ManagementClient management;

    /**
     * A node that does not run yet.
     *
     * @param parent where its folder is made
     */
    ClusterNode(String name, Path parent, NodeSetup setup) throws IOException {
        this.name = name;
        place = setup.place(name);
        folder = Files.createDirectories(parent.resolve("node-" + name));
        Files.createDirectories(folder.resolve("tmp"));
        Files.writeString(folder.resolve("sluice.json"), setup.json(name));
    }

    String name() {
        return name;
    }

    boolean isRunning() {
        return process != null;
    }

    /** Starts a process, without waiting for it. */
    void start(Path jar) throws IOException {
        process = SluiceProcess.startAt(
                place,
                jar,
                folder,
                List.of(
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + folder.resolve("tmp").toAbsolutePath()),
                List.of("run", "-c", "sluice.json"));
        management = null;
    }

    /** Waits until webhooks are received; answers where. */
    URI webhooks() throws InterruptedException {
        return running().webhooks();
    }

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
            throw new IllegalStateException("node " + name + " does not run");
        }
        return current;
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
                : Optional.of("SIGTERM ended node " + name + " with " + exit + ":\n" + ending.output());
    }

    /** Ends it at once; what it wrote stays in its folder. */
    void close() throws IOException {
        SluiceProcess open = process;
        if (open != null) {
            open.close();
            forget();
        }
    }

    private void forget() throws IOException {
        Files.writeString(
                folder.resolve("output.log"),
                running().output() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        process = null;
    }
}
