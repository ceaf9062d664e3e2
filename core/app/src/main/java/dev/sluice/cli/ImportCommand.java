package dev.sluice.cli;

import dev.sluice.config.LoadedConfig;
import dev.sluice.imports.ImportFile;
import dev.sluice.plugin.PluginRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import}: files of webhooks into the journal, as if they had been posted. */
@Command(
        name = "import",
        description =
                "Appends webhooks from files: JSON, a JSON array or NDJSON, each also as .gz. Works with the relay running or"
                        + " not. What was interrupted goes on where it stood when it is started again; a file that was imported"
                        + " before is known by its content and left out.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all files are imported; lines that are no events were named",
            "1:a file could not be read, or stored"
        })
final class ImportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The files.")
    private List<Path> files = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new IOException("there is no file " + file);
            }
        }
        PluginRegistry plugins = config.plugins();
        LoadedConfig loaded = config.load(plugins);
        try (RelayClient relay = RelayClient.open(loaded, plugins)) {
            for (Path file : files) {
                take(new ImportFile(file), relay);
            }
        }
        return 0;
    }

    private void take(ImportFile file, RelayClient relay) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        FileImport running = new FileImport(file, relay, spec.commandLine().getErr());
        if (System.console() == null) {
            running.run(done -> {});
        } else {
            try (ProgressBar bar = new ProgressBarBuilder()
                    .setTaskName(file.toString())
                    .setInitialMax(file.size())
                    .setUnit(" MiB", 1 << 20)
                    .build()) {
                running.run(bar::stepTo);
            }
        }
        out.println(file + ": " + running.summary());
        out.flush();
    }
}
