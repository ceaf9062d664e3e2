package dev.sluice.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a command that changes dead letters asks besides. */
final class ChangeOptions {

    @Parameters(
            paramLabel = "LETTER",
            arity = "0..*",
            description = "These letters, as the list numbers them: 12, or a-12 where nodes have a journal each.")
    private List<String> letters = new ArrayList<>();

    @Option(names = "--all", description = "All letters; asked for where nothing else narrows it down.")
    private boolean all;

    @Option(names = "--dry-run", description = "Only tell how many letters are meant.")
    private boolean dryRun;

    List<String> letters() {
        return letters;
    }

    boolean isAll() {
        return all;
    }

    boolean isDryRun() {
        return dryRun;
    }
}
