package dev.sluice.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.ConfigError;
import dev.sluice.config.DestinationConfig;
import dev.sluice.config.InvalidConfigException;
import dev.sluice.config.LoadedConfig;
import dev.sluice.plugin.BrokenJar;
import dev.sluice.plugin.PluginDescription;
import dev.sluice.plugin.PluginRegistry;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check}: is the configuration right? Opens no journal and no connection. */
@Command(
        name = "check",
        description = "Checks the configuration and its plugins, and touches nothing.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the configuration can be used", "2:it can't; standard error says why"})
final class CheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        PluginRegistry plugins = config.plugins();
        PrintWriter out = spec.commandLine().getOut();
        try {
            LoadedConfig loaded = config.load(plugins);
            if (json) {
                out.println(report(List.of(), loaded.warnings(), plugins.broken()));
            } else {
                tell(plugins.broken());
                tell(loaded, out);
            }
            return ExitCode.OK;
        } catch (InvalidConfigException invalid) {
            if (!json) {
                tell(plugins.broken());
                throw invalid;
            }
            out.println(report(invalid.errors(), List.of(), plugins.broken()));
            return ExitCode.USAGE;
        } finally {
            out.flush();
        }
    }

    private void tell(List<BrokenJar> broken) {
        broken.forEach(jar -> spec.commandLine().getErr().println("warning: the plugin jar " + jar));
        spec.commandLine().getErr().flush();
    }

    private void tell(LoadedConfig loaded, PrintWriter out) {
        loaded.warnings()
                .forEach(warning -> spec.commandLine().getErr().println(config.file() + ": warning: " + warning));
        spec.commandLine().getErr().flush();
        List<String> destinations = loaded.config().destinations().stream()
                .map(DestinationConfig::toString)
                .toList();
        out.println(config.file() + " can be used: " + String.join(", ", destinations));
    }

    private ObjectNode report(List<ConfigError> errors, List<String> warnings, List<BrokenJar> broken) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("file", config.file().toString());
        report.put("valid", errors.isEmpty());
        ArrayNode list = report.putArray("errors");
        errors.forEach(error -> list.addObject()
                .put("pointer", error.pointer())
                .put("value", error.value())
                .put("message", error.message()));
        ArrayNode doubts = report.putArray("warnings");
        warnings.forEach(doubts::add);
        report.set("brokenJars", PluginDescription.list(broken));
        return report;
    }
}
