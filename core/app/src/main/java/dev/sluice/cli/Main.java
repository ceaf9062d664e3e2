package dev.sluice.cli;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The entry of the jar. */
@Command(
        name = "sluice",
        description = "Receives Customer.io reporting webhooks and delivers them to analytics destinations.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            DemoCommand.class,
            CheckCommand.class,
            MapCommand.class,
            TestConnectionCommand.class,
            ImportCommand.class,
            DeadLettersCommand.class,
            ExplainCommand.class,
            StatusCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            JournalCommand.class,
            PluginsCommand.class,
            VerifySignatureCommand.class,
            CampaignCommand.class,
            GenerateCompletion.class,
            HelpCommand.class
        })
public final class Main {

    private Main() {}

    /** Runs a command and exits with its code: 0 when it did what was asked, 1 when it could not, 2 for wrong usage or configuration. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line as {@link #main} runs it. */
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler(new Failures())
                .setUsageHelpAutoWidth(true)
                .setAbbreviatedOptionsAllowed(false);
    }
}
