package com.example.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of this example. What it says goes into a log. */
final class Child {

    /** Longer than a node takes, which delivers for {@code shutdown.graceSeconds} at most and then closes. */
    private static final long PATIENCE_SECONDS = 60;

    private final String name;
    private final Path log;
    private final Process process;

    private Child(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts Java.
     *
     * @param folder where its log goes, and where it runs
     * @param environment beside this process's own
     * @param arguments of {@code java}
     */
    static Child java(String name, Path folder, Map<String, String> environment, List<String> arguments)
            throws IOException {
        // A terminal sends Ctrl-C to all its processes at once. These leave it to the one that ends them in order.
        List<String> command = new ArrayList<>(List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new Child(name, log, builder.start());
    }

    boolean hasEnded() {
        return !process.isAlive();
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    /** What became of it, in a sentence, once it has ended. */
    String fate() {
        return name + " has ended with " + process.exitValue() + "; see " + log;
    }

    /** Waits for its end. */
    void await() throws InterruptedException {
        process.waitFor();
    }

    /** Asks it to end, without waiting. */
    void askToEnd() {
        process.destroy();
    }

    /** Waits until it has ended, and kills it where it takes too long. */
    void end() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
