package dev.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code resume}: lets a destination's lane go on. */
@Command(
        name = "resume",
        description = "Lets a destination go on that was paused, on all nodes.",
        mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Parameters(paramLabel = "ID", description = "The destination's id.")
    private String destination;

    @Override
    public Integer call() throws Exception {
        LaneControl.tell(config, destination, "resume", spec.commandLine().getOut());
        return 0;
    }
}
