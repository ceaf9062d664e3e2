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
            boolean whole = true;
            for (Path file : files) {
                whole &= take(new ImportFile(file), relay);
            }
            return whole ? 0 : 1;
        }
    }

    /** Answers whether the file could be read to its end. */
    private boolean take(ImportFile file, RelayClient relay) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        FileImport running = new FileImport(file, relay, spec.commandLine().getErr());
        if (System.console() == null) {
            running.run(new Silence());
        } else {
            try (ProgressBar bar = new ProgressBarBuilder()
                    .setTaskName(file.toString())
                    .setInitialMax(file.size())
                    .setUnit(" MiB", 1 << 20)
                    .build()) {
                running.run(new Bar(bar));
            }
        }
        out.println(file + ": " + running.summary());
        out.flush();
        file.cut().ifPresent(why -> {
            PrintWriter errors = spec.commandLine().getErr();
            errors.println(file + ": the compressed file breaks off (" + why
                    + "); what comes before is imported. Get the whole"
                    + " file and import that: it counts as another one, so that these events come a second time");
            errors.flush();
        });
        return file.cut().isEmpty();
    }

    /** Where nobody looks, there is no bar to draw. */
    private record Silence() implements FileImport.Progress {

        @Override
        public void at(long bytes) {}

        @Override
        public void waitsFor(String reason) {}
    }

    private record Bar(ProgressBar bar) implements FileImport.Progress {

        @Override
        public void at(long bytes) {
            bar.stepTo(bytes);
        }

        @Override
        public void waitsFor(String reason) {
            bar.setExtraMessage(reason.isEmpty() ? "" : " waiting: " + reason);
        }
    }
}
