package dev.sluice.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.config.DestinationConfig;
import dev.sluice.config.LoadedConfig;
import dev.sluice.lane.ConnectionTest;
import dev.sluice.plugin.PluginRegistry;
import dev.sluice.spi.Destination;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code test-connection}: does the destination take events? */
@Command(
        name = "test-connection",
        description = "Sends one event of a made-up person to a destination and tells what it said.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the event arrived", "1:it did not", "2:the configuration can't be used"})
final class TestConnectionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private DestinationOption destination = new DestinationOption();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        PluginRegistry plugins = config.plugins();
        LoadedConfig loaded = config.load(plugins);
        DestinationConfig chosen = destination.in(loaded.config());
        Destination target = plugins.find(chosen.plugin()).orElseThrow().configure(chosen.settings());
        Vertx vertx = Vertx.vertx();
        ConnectionTest.Result result;
        try {
            result = new ConnectionTest(vertx, loaded.secrets(), Clock.systemUTC())
                    .run(chosen, target)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
        tell(chosen, result);
        return result.reached() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void tell(DestinationConfig chosen, ConnectionTest.Result result) {
        PrintWriter out = result.reached() || json
                ? spec.commandLine().getOut()
                : spec.commandLine().getErr();
        out.println(
                json
                        ? JsonNodeFactory.instance
                                .objectNode()
                                .put("destination", chosen.id())
                                .put("reached", result.reached())
                                .put("message", result.words())
                                .toString()
                        : chosen.id() + ": " + result.words());
        out.flush();
    }
}
