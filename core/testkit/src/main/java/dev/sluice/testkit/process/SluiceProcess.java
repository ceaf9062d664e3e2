package dev.sluice.testkit.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The built jar as a process of its own. For any thread; every method that waits gives up after {@link #LIMIT}. */
public final class SluiceProcess implements AutoCloseable {

    /** Far longer than any step takes, even on a busy machine. */
    public static final Duration LIMIT = Duration.ofSeconds(60);

    private static final long POLL_NANOS = 5_000_000;

    private static final Pattern PORTS = Pattern.compile(
            "Receiving (?:webhooks at (http://[0-9.]+:\\d+\\S*)|no webhooks).*; .* (http://[0-9.]+:\\d+)");

    /** Of a process's output the newest lines are kept. */
    private static final int MAX_LINES = 10_000;

    private final Process process;
    private final Deque<String> lines = new ArrayDeque<>();
    private final CompletableFuture<Ports> ports = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private record Ports(Optional<URI> webhooks, URI management) {}

    private SluiceProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "output of process " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts {@code java -jar} with this JVM's Java.
     *
     * @param jar the fat jar
     * @param folder the working folder
     * @param arguments of the command line
     */
    public static SluiceProcess start(Path jar, Path folder, List<String> arguments) throws IOException {
        return start(jar, folder, List.of(), arguments);
    }

    /**
     * The same with options for the JVM.
     *
     * @param jvmOptions {@code -Xmx256m} and the like
     */
    public static SluiceProcess start(Path jar, Path folder, List<String> jvmOptions, List<String> arguments)
            throws IOException {
        return launch(folder, command(jar, jvmOptions, arguments));
    }

    /**
     * The same with a bound on the size of each file that the process writes, as a full disk has it: writes past it fail.
     *
     * @param blocks of 512 bytes, as POSIX counts them in {@code ulimit -f}
     */
    public static SluiceProcess startWithFileLimit(Path jar, Path folder, int blocks, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -S -f " + blocks + " && exec \"$@\"", "sh"));
        command.addAll(command(jar, List.of(), arguments));
        return launch(folder, command);
    }

    /** The same with a disk of a few mebibytes as working folder. */
    public static SluiceProcess startOn(SmallDisk disk, Path jar, List<String> arguments) throws IOException {
        return launch(Path.of("").toAbsolutePath(), disk.on(command(jar, List.of(), arguments)));
    }

    /** The same at a place of its own on the network. */
    public static SluiceProcess startAt(
            Place place, Path jar, Path folder, List<String> jvmOptions, List<String> arguments) throws IOException {
        return launch(folder, place.on(command(jar, jvmOptions, arguments)));
    }

    private static List<String> command(Path jar, List<String> jvmOptions, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
        command.addAll(arguments);
        return command;
    }

    private static SluiceProcess launch(Path folder, List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("SLUICE_") || name.startsWith("AMPLITUDE_"));
        return new SluiceProcess(builder.start());
    }

    /**
     * Waits until webhooks are received; answers where.
     *
     * @throws IllegalStateException where this node receives none
     */
    public URI webhooks() throws InterruptedException {
        return await(ports).webhooks.orElseThrow(() -> new IllegalStateException("this node receives no webhooks"));
    }

    /** Waits until webhooks are received; answers where health and metrics are. */
    public URI management() throws InterruptedException {
        return await(ports).management;
    }

    /** Whether webhooks are received; does not wait. */
    public boolean isReceiving() {
        return ports.isDone() && !ports.isCompletedExceptionally() && process.isAlive();
    }

    /** Ends the bound of {@link #startWithFileLimit}, as if there were room again. */
    public void liftFileLimit() throws IOException, InterruptedException {
        Process lifting = new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()), "--fsize=unlimited:")
                .inheritIO()
                .start();
        if (lifting.waitFor() != 0) {
            throw new IllegalStateException("the limit on the size of files could not be lifted");
        }
    }

    /** SIGTERM; answers the exit code. */
    public int terminate() throws InterruptedException {
        signal();
        return exit();
    }

    /** SIGTERM, without waiting. */
    public void signal() {
        // Not the process's own method, which closes its output as well.
        process.toHandle().destroy();
    }

    /** SIGHUP: looks for changes of its configuration at once. */
    public void hangUp() throws IOException, InterruptedException {
        signal("HUP");
    }

    /** SIGSTOP: it does nothing and keeps its connections, as a machine does that is suspended. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** SIGCONT: it goes on where it was frozen. */
    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        exit();
    }

    /** Waits so long for the end at most; answers whether it came. */
    public boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits for the end; answers the exit code. */
    public int exit() throws InterruptedException {
        if (!endsWithin(LIMIT)) {
            throw new IllegalStateException("the process does not end:\n" + output());
        }
        await(ended);
        return process.exitValue();
    }

    /** A question that is asked again and again until the answer is yes. */
    public interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /**
     * Waits for something that this process is to bring about.
     *
     * @param what in words
     * @throws IllegalStateException where the limit or the process ends before, with its output
     */
    public void awaitTrue(String what, Condition condition) throws InterruptedException {
        awaitTrue(what, LIMIT, condition);
    }

    /** The same with another limit. */
    public void awaitTrue(String what, Duration limit, Condition condition) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (!condition.holds()) {
                if (System.nanoTime() > end || !process.isAlive()) {
                    throw new IllegalStateException(
                            "not within " + limit + ", or not before the process ended: " + what + "\n" + output());
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        } catch (IOException failure) {
            throw new IllegalStateException("no answer while waiting until " + what + "\n" + output(), failure);
        }
    }

    /** The most memory that it took so far, of whatever kind; 0 where the system does not tell. */
    public long peakMemoryBytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }

    /** What it has taken of processors so far, on all of them together; zero where the system does not tell. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** What it has written so far, errors too; the newest {@value #MAX_LINES} lines. */
    public String output() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    /** Kills it where it still runs; it writes to its folder no more when this returns. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private <T> T await(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("the process does not come up:\n" + output(), failure);
        }
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                keep(line);
                Matcher matcher = PORTS.matcher(line);
                if (matcher.find()) {
                    ports.complete(new Ports(
                            Optional.ofNullable(matcher.group(1)).map(URI::create), URI.create(matcher.group(2))));
                }
            }
        } catch (IOException closed) {
            ports.completeExceptionally(closed);
        }
        ports.completeExceptionally(new IllegalStateException("the process ended"));
        ended.complete(null);
    }

    private void keep(String line) {
        synchronized (lines) {
            lines.addLast(line);
            if (lines.size() > MAX_LINES) {
                lines.removeFirst();
            }
        }
    }
}
