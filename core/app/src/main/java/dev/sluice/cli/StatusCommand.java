package dev.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}: how the running relay, the nodes it works with, and their destinations are. */
@Command(
        name = "status",
        description =
                "Tells how the running relay is, and the nodes that it works with: their journals, and for each destination its"
                        + " state and what waits for it on all nodes.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the relay runs here and is ready", "1:it is not ready, or none runs"})
final class StatusCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        try (RelayClient relay = RelayClient.ofRunning(config)) {
            JsonNode status = relay.get("api/v1/status");
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(status));
            } else {
                tell(status, out);
            }
            out.flush();
            return status.path("ready").asBoolean() ? 0 : 1;
        }
    }

    private static void tell(JsonNode status, PrintWriter out) {
        JsonNode node = status.path("node");
        out.println(readiness(status) + ", sluice "
                + node.path("version").asText() + ", process "
                + node.path("pid").asText() + ", since "
                + node.path("startedAt").asText());
        if (status.at("/configuration/reason").isTextual()) {
            out.println("configuration: " + status.at("/configuration/status").asText() + ": "
                    + status.at("/configuration/reason").asText());
        }
        if (status.path("nodes").size() > 1) {
            tellNodes(status.path("nodes"), out);
        } else {
            out.println("journal: " + journal(status));
        }
        for (JsonNode destination : status.path("destinations")) {
            out.printf(
                    "%s: %s%s, %d pending, %d set aside, %d dead letters%s%s%n",
                    destination.path("id").asText(),
                    destination.path("status").asText(),
                    destination.has("node") ? " on " + destination.path("node").asText() : "",
                    destination.path("pending").asLong(),
                    destination.path("parked").asLong(),
                    destination.path("deadLetters").asLong(),
                    destination.has("without") ? " (without " + joined(destination.path("without")) + ")" : "",
                    cause(destination));
        }
    }

    private static void tellNodes(JsonNode nodes, PrintWriter out) {
        String row = "%-" + widest(nodes, "id", 4) + "s  %-12s  %-" + widest(nodes, "version", 7) + "s  %s%n";
        out.printf(row, "node", "roles", "version", "state");
        for (JsonNode node : nodes) {
            out.printf(
                    row,
                    node.path("id").asText(),
                    joined(node.path("roles")),
                    node.path("version").asText(),
                    node.has("error")
                            ? node.path("error").asText()
                            : readiness(node) + ", journal " + journal(node) + reading(node));
        }
    }

    private static String readiness(JsonNode node) {
        return node.path("ready").asBoolean()
                ? "ready"
                : "not ready: " + node.path("reason").asText();
    }

    private static String journal(JsonNode node) {
        JsonNode journal = node.path("journal");
        return String.format(
                "%.1f %% of %d MiB, %d quarantined",
                100.0
                        * journal.path("bytes").asLong()
                        / Math.max(1, journal.path("maxBytes").asLong()),
                journal.path("maxBytes").asLong() >> 20,
                journal.path("quarantined").asLong());
    }

    /** Which partitions of a shared journal a node reads for each destination. */
    private static String reading(JsonNode node) {
        StringBuilder text = new StringBuilder();
        for (JsonNode destination : node.path("destinations")) {
            if (destination.has("partitions")) {
                text.append(", ")
                        .append(destination.path("id").asText())
                        .append(" reads ")
                        .append(joined(destination.path("partitions")));
            }
        }
        return text.toString();
    }

    private static String joined(JsonNode list) {
        StringJoiner joined = new StringJoiner(",");
        list.forEach(each -> joined.add(each.asText()));
        return joined.toString();
    }

    private static int widest(JsonNode nodes, String field, int least) {
        int widest = least;
        for (JsonNode node : nodes) {
            widest = Math.max(widest, node.path(field).asText().length());
        }
        return widest;
    }

    private static String cause(JsonNode destination) {
        String reason = destination.path("reason").asText();
        String remedy = destination.path("remedy").asText();
        return (reason.isEmpty() ? "" : ": " + reason) + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}
