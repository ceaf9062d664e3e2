package dev.sluice.journal.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {

    @TempDir
    private Path temporary;

    @Test
    void removesWhatAKilledProcessLeft() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        Path left = folder(process.pid());

        StateFile.make(temporary);

        assertThat(left).doesNotExist();
    }

    @Test
    void removesWhatAnotherProcessOfTheSameNumberLeftAsInAContainer() throws IOException {
        Path left = folder(ProcessHandle.current().pid());
        Instant before =
                ProcessHandle.current().info().startInstant().orElseThrow().minus(Duration.ofMinutes(1));
        Files.setLastModifiedTime(left, FileTime.from(before));

        StateFile.make(temporary);

        assertThat(left).doesNotExist();
    }

    @Test
    void leavesWhatLivingProcessesHave() throws IOException {
        Path own = folder(ProcessHandle.current().pid());
        Path parents = folder(ProcessHandle.current().parent().orElseThrow().pid());

        StateFile.make(temporary);

        assertThat(own).exists();
        assertThat(parents).exists();
    }

    private Path folder(long pid) throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("sluice-kafka-" + pid + "-1"));
        Files.writeString(folder.resolve("state.db"), "");
        return folder;
    }
}
