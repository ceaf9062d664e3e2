package dev.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.plugin.PluginRegistry;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain}: what became of an event, step by step, with the relay running or not. */
@Command(
        name = "explain",
        description =
                "Tells what became of an event, step by step: when it was received, what each destination made of"
                        + " it, and where it is now. Works with the relay running or not, as far back as journal.history reaches.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the event is known", "1:nothing is known of it, or the journal can't be read"})
final class ExplainCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Parameters(paramLabel = "EVENT_ID", description = "The webhook's event_id.")
    private String eventId;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        PluginRegistry plugins = config.plugins();
        try (RelayClient relay = RelayClient.open(config.load(plugins), plugins)) {
            JsonNode trail = relay.get("api/v1/events/"
                    + URLEncoder.encode(eventId.strip(), StandardCharsets.UTF_8).replace("+", "%20"));
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(trail));
            } else {
                tell(trail, out);
            }
            out.flush();
            for (JsonNode unheard : trail.path("unheard")) {
                spec.commandLine()
                        .getErr()
                        .println("node " + unheard.path("node").asText() + " "
                                + unheard.path("error").asText() + "; what it knows of the event is missing here");
            }
            spec.commandLine().getErr().flush();
        }
        return 0;
    }

    private static void tell(JsonNode trail, PrintWriter out) {
        for (JsonNode receipt : trail.path("received")) {
            out.println("received  " + receipt.path("at").asText() + "  "
                    + receipt.path("words").asText() + node(receipt, ", says node "));
        }
        for (JsonNode lane : trail.path("destinations")) {
            out.println();
            out.println(lane.path("destination").asText() + node(lane, ", node ") + ": " + now(lane));
            for (JsonNode step : lane.path("steps")) {
                out.println("  " + step.path("at").asText() + "  " + words(step));
            }
        }
    }

    /** Where several have a journal each: one that delivers for others knows when these received what they handed over. */
    private static String node(JsonNode told, String before) {
        return told.has("node") ? before + told.path("node").asText() : "";
    }

    private static String now(JsonNode lane) {
        return switch (lane.path("state").asText()) {
            case "pending" -> "waits in the journal, " + lane.path("ahead").asLong() + " events before it";
            case "parked" ->
                "set aside on disk"
                        + (lane.has("dueAt") ? " until " + lane.path("dueAt").asText() : "");
            case "dead_lettered" ->
                "dead letter " + lane.path("deadLetter").asText() + "; see dead-letters show "
                        + lane.path("deadLetter").asText();
            case "retried", "replayed" -> "on its way";
            case "unknown" -> "done with, or never meant for it; how is not remembered any more";
            default -> lane.path("state").asText();
        };
    }

    private static String words(JsonNode step) {
        int tries = step.path("tries").asInt();
        String detail = step.path("detail").asText();
        return step.path("words").asText()
                + (tries > 0 ? ", try " + tries : "")
                + (detail.isEmpty() ? "" : ": " + detail);
    }
}
