package dev.sluice.cli;

import dev.sluice.plugin.BrokenJar;
import dev.sluice.plugin.PluginDescription;
import dev.sluice.plugin.PluginRegistry;
import dev.sluice.spi.DestinationPlugin;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plugins}: what is loaded and where it comes from, and what each maps. */
@Command(
        name = "plugins",
        description = "Lists the destination plugins, or describes one.",
        mixinStandardHelpOptions = true)
final class PluginsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /** Without a further word the plugins are listed. */
    @Override
    public void run() {
        list(config, json);
    }

    @Command(
            name = "list",
            description =
                    "Lists the plugins and where each comes from, and the jars that can't be used with the reason.",
            mixinStandardHelpOptions = true)
    void list(@Mixin ConfigOption of, @Option(names = "--json", description = "Print JSON.") boolean asJson) {
        PluginRegistry plugins = of.plugins();
        PrintWriter out = spec.commandLine().getOut();
        if (asJson) {
            out.println(PluginDescription.list(plugins));
        } else {
            plugins.all()
                    .forEach(plugin -> out.printf(
                            "%-12s %-20s %s%n", plugin.name(), plugins.origin(plugin), plugin.description()));
            plugins.broken().forEach(jar -> out.println("not used: " + jar));
        }
        out.flush();
    }

    @Command(
            name = "describe",
            description = "Prints a plugin's mapping table, settings and limits.",
            mixinStandardHelpOptions = true)
    void describe(
            @Mixin ConfigOption of,
            @Parameters(paramLabel = "NAME", description = "The plugin's name.") String name,
            @Option(names = "--json", description = "Print JSON.") boolean asJson) {
        PluginRegistry plugins = of.plugins();
        DestinationPlugin plugin =
                plugins.find(name).orElseThrow(() -> new IllegalArgumentException(unknown(name, plugins)));
        PluginDescription description = PluginDescription.of(plugin, plugins.origin(plugin));
        PrintWriter out = spec.commandLine().getOut();
        out.println(asJson ? description.json() : description.text());
        out.flush();
    }

    private static String unknown(String name, PluginRegistry plugins) {
        StringBuilder words = new StringBuilder("no plugin is named " + name + "; there are "
                + String.join(", ", plugins.byName().keySet()));
        for (BrokenJar jar : plugins.broken()) {
            words.append("; not used is ").append(jar);
        }
        return words.toString();
    }
}
