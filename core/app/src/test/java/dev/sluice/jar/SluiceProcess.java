package dev.sluice.jar;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The built jar as a process of its own. */
final class SluiceProcess implements AutoCloseable {

    private static final Pattern PORTS =
            Pattern.compile("Receiving webhooks at http://127\\.0\\.0\\.1:(\\d+).* http://127\\.0\\.0\\.1:(\\d+)");
    private static final long LIMIT_SECONDS = 60;

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final CompletableFuture<int[]> ports = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private SluiceProcess(Process process) {
        this.process = process;
        new Thread(this::read, "output of process " + process.pid()).start();
    }

    /** Starts {@code java -jar sluice.jar} with these arguments. */
    static SluiceProcess start(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of(System.getProperty("sluice.jar")).toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("SLUICE_") || name.startsWith("AMPLITUDE_"));
        return new SluiceProcess(builder.start());
    }

    /** Waits until webhooks are received; answers the port. */
    int ingestPort() throws Exception {
        return ports.get(LIMIT_SECONDS, TimeUnit.SECONDS)[0];
    }

    /** Waits until webhooks are received; answers the port of health and metrics. */
    int managementPort() throws Exception {
        return ports.get(LIMIT_SECONDS, TimeUnit.SECONDS)[1];
    }

    /** SIGTERM; answers the exit code. */
    int terminate() throws Exception {
        process.destroy();
        return exit();
    }

    /** SIGKILL. */
    void kill() throws Exception {
        process.destroyForcibly();
        exit();
    }

    /** Waits for the end; answers the exit code. */
    int exit() throws Exception {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the process does not end:\n" + output());
        }
        ended.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        return process.exitValue();
    }

    String output() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                }
                Matcher matcher = PORTS.matcher(line);
                if (matcher.find()) {
                    ports.complete(new int[] {Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))});
                }
            }
        } catch (IOException closed) {
            ports.completeExceptionally(closed);
        }
        ports.completeExceptionally(new AssertionError("the process ended:\n" + output()));
        ended.complete(null);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
