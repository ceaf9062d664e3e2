package dev.sluice.cli;

import dev.sluice.config.DestinationConfig;
import dev.sluice.config.LoadedConfig;
import dev.sluice.ingest.WebhookBody;
import dev.sluice.journal.AppendBatch;
import dev.sluice.lane.LanePreview;
import dev.sluice.lane.LanePreview.Outcome;
import dev.sluice.plugin.PluginRegistry;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code map}: what a destination would be sent. */
@Command(
        name = "map",
        description =
                "Prints what a destination would be sent for each event, one JSON object a line; events that would not be"
                        + " sent go to standard error with the reason.",
        mixinStandardHelpOptions = true)
final class MapCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private DestinationOption destination = new DestinationOption();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "-",
            description = "Webhooks as JSON, a JSON array or NDJSON; - for standard input (the default).")
    private String file = "-";

    @Override
    public Integer call() throws Exception {
        PluginRegistry plugins = config.plugins();
        LoadedConfig loaded = config.load(plugins);
        DestinationConfig chosen = destination.in(loaded.config());
        LanePreview preview = LanePreview.of(
                chosen, plugins.find(chosen.plugin()).orElseThrow().configure(chosen.settings()), loaded.secrets());
        long now = System.currentTimeMillis();
        AppendBatch webhooks = WebhookBody.jsonOrLines(InputFile.read(file), now);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter errors = spec.commandLine().getErr();
        for (byte[] webhook : webhooks.events()) {
            Outcome outcome = preview.preview(webhook, now);
            if (outcome instanceof Outcome.Sent sent) {
                out.println(new String(sent.mapped().json(), StandardCharsets.UTF_8));
            } else if (outcome instanceof Outcome.Filtered filtered) {
                errors.println(filtered.eventId() + ": filtered: " + filtered.reason());
            } else if (outcome instanceof Outcome.Dead dead) {
                errors.println("dead letter: " + dead.detail());
            }
        }
        webhooks.quarantined()
                .forEach(letter -> errors.println("quarantined: " + letter.reason() + ": " + letter.detail()));
        out.flush();
        errors.flush();
        return 0;
    }
}
