package com.example.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One Kafka broker that is its own controller. It needs nothing but the classes of {@code kafka_2.13}. */
final class Broker {

    static final int PORT = 9092;
    static final int CONTROLLER_PORT = 9093;

    /** Any will do; its folder is formatted for one cluster. */
    private static final String CLUSTER = "c2x1aWNlLWV4YW1wbGUtMQ";

    private final Path folder;
    private final String classPath;

    /**
     * @param folder empty or without its data
     * @param classPath Kafka and what it needs
     */
    Broker(Path folder, String classPath) {
        this.folder = folder;
        this.classPath = classPath;
    }

    /** Formats its folder and starts it; nodes wait for it by themselves. */
    Child start() throws IOException, InterruptedException {
        Path settings = Files.writeString(folder.resolve("server.properties"), settings());
        Child format = java("format", "kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", settings.toString());
        format.await();
        if (!Files.exists(folder.resolve("data/meta.properties"))) {
            throw new IOException("the broker's folder can't be formatted: " + format.fate());
        }
        return java("broker", "kafka.Kafka", settings.toString());
    }

    private Child java(String name, String main, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("-Xmx512m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", classPath, main));
        all.addAll(List.of(arguments));
        return Child.java(name, folder, Map.of(), all);
    }

    /** With one broker there is one copy of everything. */
    private String settings() {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                log.dirs=%3$s
                auto.create.topics.enable=false
                offsets.topic.num.partitions=3
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=3
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                """.formatted(PORT, CONTROLLER_PORT, folder.resolve("data"));
    }
}
