package dev.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pause}: holds a destination's lane back. */
@Command(
        name = "pause",
        description =
                "Sends nothing more to a destination, from all nodes, until it is resumed or all of them have ended. What is"
                        + " accepted meanwhile waits in the journal.",
        mixinStandardHelpOptions = true)
final class PauseCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Parameters(paramLabel = "ID", description = "The destination's id.")
    private String destination;

    @Override
    public Integer call() throws Exception {
        LaneControl.tell(config, destination, "pause", spec.commandLine().getOut());
        return 0;
    }
}
