package dev.sluice.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.tls.CertificateFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns a configuration that is valid, with defaults filled in and references resolved, into its records. */
final class ConfigReader {

    private ConfigReader() {}

    static SluiceConfig read(JsonNode config) {
        List<DestinationConfig> destinations = new ArrayList<>();
        config.path("destinations").forEach(each -> destinations.add(DestinationReader.read(each)));
        Optional<ClusterConfig> cluster = config.at("/cluster/enabled").asBoolean()
                ? Optional.of(cluster(config.path("cluster")))
                : Optional.empty();
        return new SluiceConfig(
                ingest(config.path("ingest")),
                journal(
                        config.path("journal"),
                        size(config.at("/ingest/maxBodyBytes")),
                        cluster.map(ClusterConfig::nodeId)),
                destinations,
                new PluginsConfig(pluginsDirectory(config)),
                management(config.path("management")),
                cluster,
                new ShutdownConfig(
                        Duration.ofSeconds(config.at("/shutdown/graceSeconds").asLong())));
    }

    private static IngestConfig ingest(JsonNode ingest) {
        return new IngestConfig(
                ingest.path("host").asText(),
                ingest.path("port").asInt(),
                ingest.path("allowUnsigned").asBoolean(),
                size(ingest.path("maxBodyBytes")),
                size(ingest.path("maxInFlightBytes")),
                Duration.ofMillis(ingest.path("bodyTimeoutMillis").asLong()),
                ingest.path("maxConnections").asInt(),
                Duration.ofMillis(ingest.path("headerTimeoutMillis").asLong()),
                ingest.path("dedupeWindowEvents").asInt(),
                tls(ingest.path("tls")),
                customerIo(ingest.path("customerio")));
    }

    private static CustomerIoConfig customerIo(JsonNode customerIo) {
        List<Secret> keys = new ArrayList<>();
        customerIo.path("signingKeys").forEach(key -> secret(key).ifPresent(keys::add));
        return new CustomerIoConfig(
                customerIo.path("path").asText(),
                keys,
                Duration.ofSeconds(customerIo.path("timestampToleranceSeconds").asLong()));
    }

    private static JournalConfig journal(JsonNode journal, DataSize maxEvent, Optional<String> nodeId) {
        return new JournalConfig(
                Path.of(journal.path("path").asText()),
                size(journal.path("maxBytes")),
                new DeadLetterConfig(
                        Age.parse(journal.at("/deadLetters/maxAge").asText()),
                        size(journal.at("/deadLetters/maxBytes"))),
                new HistoryConfig(
                        Age.parse(journal.at("/history/maxAge").asText()), size(journal.at("/history/maxBytes"))),
                journal.path("type").asText().equals(JournalConfig.KAFKA)
                        ? Optional.of(kafka(journal, maxEvent, nodeId))
                        : Optional.empty());
    }

    private static KafkaConfig kafka(JsonNode journal, DataSize maxEvent, Optional<String> nodeId) {
        Map<String, Secret> client = new HashMap<>();
        journal.path("client")
                .properties()
                .forEach(each ->
                        client.put(each.getKey(), new Secret(each.getValue().asText())));
        return new KafkaConfig(
                journal.path("bootstrapServers").asText(),
                journal.path("topic").asText(),
                journal.path("partitions").asInt(),
                journal.path("replication").asInt(),
                maxEvent,
                nodeId,
                client);
    }

    private static ManagementConfig management(JsonNode management) {
        return new ManagementConfig(
                management.path("host").asText(),
                management.path("port").asInt(),
                tls(management.path("tls")),
                secret(management.path("token")));
    }

    private static ClusterConfig cluster(JsonNode cluster) {
        List<String> members = new ArrayList<>();
        cluster.path("members").forEach(member -> members.add(member.asText()));
        Set<ClusterConfig.Role> roles = EnumSet.noneOf(ClusterConfig.Role.class);
        cluster.path("roles")
                .forEach(role ->
                        roles.add(ClusterConfig.Role.valueOf(role.asText().toUpperCase(Locale.ROOT))));
        String host = cluster.path("host").asText();
        int port = cluster.path("port").asInt();
        String id = cluster.path("nodeId").asText();
        JsonNode tls = cluster.path("tls");
        return new ClusterConfig(
                cluster.path("name").asText(),
                id.isEmpty() ? host + ":" + port : id,
                host,
                port,
                cluster.path("busPort").asInt(),
                members,
                roles,
                secret(cluster.path("token")),
                tls(tls).map(own ->
                        new ClusterConfig.Tls(own, Path.of(tls.path("authority").asText()))));
    }

    static Optional<Path> pluginsDirectory(JsonNode config) {
        return Optional.of(config.at("/plugins/directory").asText())
                .filter(path -> !path.isEmpty())
                .map(Path::of);
    }

    static Optional<CertificateFiles> tls(JsonNode tls) {
        return tls.isMissingNode()
                ? Optional.empty()
                : Optional.of(new CertificateFiles(
                        Path.of(tls.path("certificate").asText()),
                        Path.of(tls.path("key").asText())));
    }

    static DataSize size(JsonNode size) {
        return new DataSize(Quantity.SIZE.amount(size));
    }

    /** An empty text is no secret. */
    static Optional<Secret> secret(JsonNode text) {
        return Optional.of(text.asText()).filter(value -> !value.isEmpty()).map(Secret::new);
    }
}
