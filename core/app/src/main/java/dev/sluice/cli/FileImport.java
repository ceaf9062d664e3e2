package dev.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.imports.ImportBlock;
import dev.sluice.imports.ImportBlocks;
import dev.sluice.imports.ImportFile;
import dev.sluice.imports.ImportPart;
import dev.sluice.journal.ImportPosition;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One file on its way into the journal. Blocks. */
final class FileImport {

    private static final long FULL_PAUSE_MILLIS = 1_000;

    private final ImportFile file;
    private final RelayClient relay;
    private final PrintWriter errors;
    private final String path;
    private ImportPosition position = ImportPosition.START;
    private long eventsBefore;
    private String told = "";

    /** Told how an import goes on. */
    interface Progress {

        /** @param bytes of the file that are done with */
        void at(long bytes);

        /** The import stands still for this reason; empty where it goes on. */
        void waitsFor(String reason);
    }

    /** @param errors told of each line that is no event */
    FileImport(ImportFile file, RelayClient relay, PrintWriter errors) throws IOException {
        this.file = file;
        this.relay = relay;
        this.errors = errors;
        path = "api/v1/imports/" + file.name();
    }

    /** Takes the rest of the file in; progress is told in bytes of the file. */
    void run(Progress progress) throws IOException, InterruptedException {
        position = stored();
        eventsBefore = position.events();
        boolean whole = false;
        while (!whole) {
            whole = goOn(progress);
        }
        progress.at(file.size());
    }

    /** What was taken in, in words. */
    String summary() {
        return position.events() - eventsBefore + " events imported"
                + (eventsBefore > 0 ? ", " + eventsBefore + " were before" : "")
                + (position.refused() > 0 ? ", " + position.refused() + " lines are no events" : "");
    }

    /** Answers whether the end of the file was reached; otherwise somebody else moved the position, and it begins there. */
    private boolean goOn(Progress progress) throws IOException, InterruptedException {
        try (ImportBlocks blocks = new ImportBlocks(file, position)) {
            for (Optional<ImportBlock> next = blocks.next(); next.isPresent(); next = blocks.next()) {
                // Told before they are counted as stored, so that a kill in between keeps none of them from being told.
                next.get().refused().forEach(this::tell);
                if (!append(next.get(), progress)) {
                    position = stored();
                    return false;
                }
                position = next.get().to();
                progress.at(file.read());
            }
            return true;
        }
    }

    /** Answers whether the block is stored; not where the import stands elsewhere. */
    private boolean append(ImportBlock block, Progress progress) throws IOException, InterruptedException {
        ImportPosition to = block.to();
        String query = "?from=" + block.from().bytes() + "&bytes=" + to.bytes() + "&lines=" + to.lines() + "&events="
                + to.events() + "&refused=" + to.refused();
        while (true) {
            RelayClient.Answer answer = relay.postLines(path + query, block.lines());
            switch (answer.status()) {
                case 200 -> {
                    progress.waitsFor("");
                    return true;
                }
                case 409 -> {
                    return false;
                }
                case 503 -> {
                    String why = answer.body().path("error").asText();
                    progress.waitsFor(why);
                    waitForRoom(why);
                }
                default ->
                    throw new IOException(file + ": the relay answered " + answer.status() + ": "
                            + answer.body().path("error").asText() + "; start the import again, it goes on");
            }
        }
    }

    private void waitForRoom(String why) throws IOException, InterruptedException {
        if (relay.isAlone()) {
            throw new IOException(file + ": " + why + "; no relay runs that takes events off it: start it, or raise"
                    + " /journal/maxBytes, then start the import again: it goes on");
        }
        if (!why.equals(told)) {
            told = why;
            errors.println(file + ": waiting: " + why);
            errors.flush();
        }
        TimeUnit.MILLISECONDS.sleep(FULL_PAUSE_MILLIS);
    }

    private void tell(ImportPart refused) {
        errors.println(file + ":" + refused.line() + ": " + refused.reason());
        errors.flush();
    }

    private ImportPosition stored() throws IOException, InterruptedException {
        JsonNode stands = relay.get(path);
        return new ImportPosition(
                stands.path("bytes").asLong(),
                stands.path("lines").asLong(),
                stands.path("events").asLong(),
                stands.path("refused").asLong());
    }
}
