package dev.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}: how the running relay and its destinations are. */
@Command(
        name = "status",
        description =
                "Tells how the running relay is: its journal, and for each destination its state and what waits for it.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the relay runs and is ready", "1:it is not ready, or none runs"})
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
        JsonNode journal = status.path("journal");
        out.println((status.path("ready").asBoolean()
                        ? "ready"
                        : "not ready: " + status.path("reason").asText()) + ", sluice "
                + node.path("version").asText() + ", process "
                + node.path("pid").asText() + ", since "
                + node.path("startedAt").asText());
        if (status.at("/configuration/reason").isTextual()) {
            out.println("configuration: " + status.at("/configuration/status").asText() + ": "
                    + status.at("/configuration/reason").asText());
        }
        out.printf(
                "journal: %.1f %% of %d MiB, %d quarantined%n",
                100.0
                        * journal.path("bytes").asLong()
                        / Math.max(1, journal.path("maxBytes").asLong()),
                journal.path("maxBytes").asLong() >> 20,
                journal.path("quarantined").asLong());
        for (JsonNode destination : status.path("destinations")) {
            out.printf(
                    "%s: %s, %d pending, %d set aside, %d dead letters%s%n",
                    destination.path("id").asText(),
                    destination.path("status").asText(),
                    destination.path("pending").asLong(),
                    destination.path("parked").asLong(),
                    destination.path("deadLetters").asLong(),
                    cause(destination));
        }
    }

    private static String cause(JsonNode destination) {
        String reason = destination.path("reason").asText();
        String remedy = destination.path("remedy").asText();
        return (reason.isEmpty() ? "" : ": " + reason) + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}
