package dev.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.plugin.PluginRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dead-letters}: what was given up, with the relay running or not. */
@Command(
        name = "dead-letters",
        description =
                "Lists, shows, replays and discards events that were given up, and webhooks that could not be read."
                        + " Works with the relay running or not.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class DeadLettersCommand {

    private static final String PATH = "api/v1/dead-letters";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Command(name = "list", description = "Lists letters, newest first.", mixinStandardHelpOptions = true)
    int list(
            @Mixin ConfigOption config,
            @Mixin LetterOptions letters,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "At most so many, up to 1000 (default: ${DEFAULT-VALUE}).")
                    int limit,
            @Option(
                            names = "--before",
                            paramLabel = "PLACE",
                            description = "The next page, as the page before says it.")
                    String before,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws Exception {
        StringBuilder path = new StringBuilder(PATH + "?limit=" + limit);
        if (before != null) {
            path.append("&before=").append(URLEncoder.encode(before, StandardCharsets.UTF_8));
        }
        letters.criteria()
                .properties()
                .forEach(each -> path.append('&')
                        .append(each.getKey())
                        .append('=')
                        .append(URLEncoder.encode(each.getValue().asText(), StandardCharsets.UTF_8)));
        try (RelayClient relay = open(config)) {
            JsonNode page = relay.get(path.toString());
            if (json) {
                print(page);
            } else {
                tell(page);
            }
            int exit = unheard(page, "its letters are missing here");
            flush();
            return exit;
        }
    }

    @Command(
            name = "show",
            description = "Prints one letter whole: the webhook as received, what was sent, what the destination said.",
            mixinStandardHelpOptions = true)
    int show(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "LETTER", description = "The letter as the list numbers it.") String id)
            throws Exception {
        try (RelayClient relay = open(config)) {
            print(relay.get(
                    PATH + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20")));
        }
        return 0;
    }

    @Command(
            name = "replay",
            description = "Sends letters through their lane again, from the filter on, so that a mended mapping counts;"
                    + " webhooks that could not be read are read once more.",
            mixinStandardHelpOptions = true)
    int replay(@Mixin ConfigOption config, @Mixin LetterOptions letters, @Mixin ChangeOptions change) throws Exception {
        JsonNode answer = change("replay", config, letters, change);
        PrintWriter out = spec.commandLine().getOut();
        if (change.isDryRun()) {
            out.println(answer.path("letters").asLong() + " letters would be replayed");
        } else {
            out.println(answer.path("replayed").asLong() + " letters are on their way again, "
                    + answer.path("kept").asLong() + " stay");
        }
        for (String remark : List.of("keptBecause", "warning")) {
            if (answer.has(remark)) {
                spec.commandLine().getErr().println(answer.path(remark).asText());
            }
        }
        int exit = unheard(answer, "its letters may be where they were");
        flush();
        return exit;
    }

    @Command(name = "discard", description = "Deletes letters for good.", mixinStandardHelpOptions = true)
    int discard(@Mixin ConfigOption config, @Mixin LetterOptions letters, @Mixin ChangeOptions change)
            throws Exception {
        JsonNode answer = change("discard", config, letters, change);
        spec.commandLine()
                .getOut()
                .println(
                        change.isDryRun()
                                ? answer.path("letters").asLong() + " letters would be deleted"
                                : answer.path("discarded").asLong() + " letters are deleted");
        int exit = unheard(answer, "its letters may be where they were");
        flush();
        return exit;
    }

    private JsonNode change(String verb, ConfigOption config, LetterOptions letters, ChangeOptions change)
            throws Exception {
        ObjectNode body = letters.criteria();
        if (!change.letters().isEmpty()) {
            ArrayNode ids = body.putArray("ids");
            change.letters().forEach(letter -> add(ids, letter));
        }
        body.put("all", change.isAll());
        body.put("dryRun", change.isDryRun());
        try (RelayClient relay = open(config)) {
            return relay.post(PATH + "/" + verb, body);
        }
    }

    private static void add(ArrayNode ids, String letter) {
        if (letter.matches("[0-9]{1,18}")) {
            ids.add(Long.parseLong(letter));
        } else {
            ids.add(letter);
        }
    }

    /** Who did not answer, on standard error; answers the exit code that this makes. */
    private int unheard(JsonNode answer, String what) {
        for (JsonNode node : answer.path("unheard")) {
            spec.commandLine()
                    .getErr()
                    .println("node " + node.path("node").asText() + " "
                            + node.path("error").asText() + "; " + what);
        }
        return answer.path("unheard").isEmpty() ? 0 : 1;
    }

    private static RelayClient open(ConfigOption config) throws Exception {
        PluginRegistry plugins = config.plugins();
        return RelayClient.open(config.load(plugins), plugins);
    }

    private void tell(JsonNode page) {
        PrintWriter out = spec.commandLine().getOut();
        for (JsonNode letter : page.path("letters")) {
            out.printf(
                    "%-8s %-20s %-14s %-20s %-28s %s%n",
                    letter.path("id").asText(),
                    letter.path("diedAt").asText().replaceFirst("\\.[0-9]+Z", "Z"),
                    letter.path("destination").asText(),
                    letter.path("event").asText(),
                    letter.path("eventId").asText(),
                    letter.path("reason").asText() + ": "
                            + letter.path("detail").asText());
        }
        out.println(page.path("letters").size() + " of " + page.path("total").asLong() + " letters"
                + (page.has("before")
                        ? "; more with --before " + page.path("before").asText()
                        : ""));
        flush();
    }

    private void print(JsonNode json) throws IOException {
        spec.commandLine()
                .getOut()
                .println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json));
        flush();
    }

    private void flush() {
        spec.commandLine().getOut().flush();
        spec.commandLine().getErr().flush();
    }
}
