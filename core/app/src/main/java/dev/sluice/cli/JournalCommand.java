package dev.sluice.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.SluiceConfig;
import dev.sluice.journal.sqlite.JournalFacts;
import dev.sluice.journal.sqlite.JournalInspector;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code journal}: a look into the journal, which is not changed. */
@Command(
        name = "journal",
        description = "Looks into the journal without changing it, with the relay running or not.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class JournalCommand {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Command(
            name = "check",
            description = "Reads all of it and says whether it is what was written.",
            mixinStandardHelpOptions = true,
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {"0:the journal is sound", "1:it is damaged, or can't be read"})
    int check(@Mixin ConfigOption config, @Option(names = "--json", description = "Print JSON.") boolean json)
            throws Exception {
        Path file = file(load(config));
        JournalFacts facts = new JournalInspector(file).check();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            print(facts);
        } else if (facts.faults().isEmpty()) {
            out.println(file + " is sound: " + facts.events() + " events of the log, "
                    + facts.letters().values().stream()
                            .mapToLong(Long::longValue)
                            .sum() + " dead letters");
        } else {
            facts.faults().forEach(out::println);
            out.println(
                    file + " is damaged. Stop the relay, see that the disk is sound, and start it again: it saves what"
                            + " can be read and sets the damaged file aside.");
        }
        out.flush();
        return facts.faults().isEmpty() ? 0 : 1;
    }

    @Command(name = "stats", description = "Tells how much it holds, and for whom.", mixinStandardHelpOptions = true)
    int stats(@Mixin ConfigOption config, @Option(names = "--json", description = "Print JSON.") boolean json)
            throws Exception {
        SluiceConfig loaded = load(config);
        if (loaded.journal().kafka().isPresent()) {
            ObjectNode facts = TopicFacts.of(loaded);
            spec.commandLine().getOut().println(json ? pretty(facts) : TopicFacts.words(facts));
        } else {
            JournalFacts facts = new JournalInspector(file(loaded)).stats();
            if (json) {
                print(facts);
            } else {
                tell(facts);
            }
        }
        spec.commandLine().getOut().flush();
        return 0;
    }

    private static SluiceConfig load(ConfigOption config) throws Exception {
        return config.load(config.plugins()).config();
    }

    private static Path file(SluiceConfig config) throws IOException {
        if (config.journal().kafka().isPresent()) {
            throw new IOException("the journal is " + config.journal().place()
                    + ", which its brokers check by themselves; journal check reads a file");
        }
        return config.journal().path();
    }

    private void tell(JournalFacts facts) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("bytes on disk     " + facts.fileBytes());
        out.println("events in the log " + facts.events() + ", offsets " + facts.firstOffset() + " to "
                + (facts.endOffset() - 1));
        if (facts.oldestReceivedAtMillis() > 0) {
            out.println("oldest received   " + Instant.ofEpochMilli(facts.oldestReceivedAtMillis()));
        }
        new TreeMap<>(facts.pending())
                .forEach((destination, count) -> out.println("pending           " + destination + ": " + count
                        + (facts.parked().containsKey(destination)
                                ? ", of which " + facts.parked().get(destination) + " set aside"
                                : "")));
        new TreeMap<>(facts.letters())
                .forEach((cause, count) ->
                        out.println("dead letters      " + cause.replaceFirst(":", ", ") + ": " + count));
    }

    private void print(JournalFacts facts) throws IOException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("fileBytes", facts.fileBytes());
        json.put("events", facts.events());
        json.put("firstOffset", facts.firstOffset());
        json.put("endOffset", facts.endOffset());
        if (facts.oldestReceivedAtMillis() > 0) {
            json.put(
                    "oldestReceivedAt",
                    Instant.ofEpochMilli(facts.oldestReceivedAtMillis()).toString());
        }
        json.set("pending", JSON.valueToTree(new TreeMap<>(facts.pending())));
        json.set("parked", JSON.valueToTree(new TreeMap<>(facts.parked())));
        json.set("deadLetters", JSON.valueToTree(new TreeMap<>(facts.letters())));
        json.set("faults", JSON.valueToTree(facts.faults()));
        spec.commandLine().getOut().println(pretty(json));
    }

    private static String pretty(ObjectNode json) throws IOException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }
}
