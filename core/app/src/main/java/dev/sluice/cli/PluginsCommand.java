package dev.sluice.cli;

import dev.sluice.plugin.PluginDescription;
import dev.sluice.plugin.PluginRegistry;
import dev.sluice.spi.DestinationPlugin;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plugins}: what is loaded, and what each maps. */
@Command(
        name = "plugins",
        description = "Lists the destination plugins, or describes one.",
        mixinStandardHelpOptions = true)
final class PluginsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    private final PluginRegistry plugins = PluginRegistry.load(PluginsCommand.class.getClassLoader());

    /** Without a further word the plugins are listed. */
    @Override
    public void run() {
        list(json);
    }

    @Command(name = "list", description = "Lists the plugins.", mixinStandardHelpOptions = true)
    void list(@Option(names = "--json", description = "Print JSON.") boolean asJson) {
        PrintWriter out = spec.commandLine().getOut();
        if (asJson) {
            out.println(PluginDescription.list(plugins));
        } else {
            plugins.all().forEach(plugin -> out.printf("%-12s %s%n", plugin.name(), plugin.description()));
        }
        out.flush();
    }

    @Command(
            name = "describe",
            description = "Prints a plugin's mapping table, settings and limits.",
            mixinStandardHelpOptions = true)
    void describe(
            @Parameters(paramLabel = "NAME", description = "The plugin's name.") String name,
            @Option(names = "--json", description = "Print JSON.") boolean asJson) {
        DestinationPlugin plugin = plugins.find(name)
                .orElseThrow(() -> new IllegalArgumentException("no plugin is named " + name + "; there are "
                        + String.join(", ", plugins.byName().keySet())));
        PluginDescription description = PluginDescription.of(plugin);
        PrintWriter out = spec.commandLine().getOut();
        out.println(asJson ? description.json() : description.text());
        out.flush();
    }
}
