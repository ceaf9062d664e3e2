package dev.sluice.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.journal.ImportPosition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of files: every form, every kind of bad line, and from every place on. */
class ImportBlocksTest {

    private static final String A = "{\"event_id\":\"a\",\"metric\":\"sent\"}";
    private static final String B = "{\"event_id\":\"b\",\"metric\":\"sent\"}";

    @TempDir
    private Path folder;

    private record Read(List<String> events, List<String> refused, ImportPosition end) {}

    private ImportFile file(byte[] content) throws IOException {
        return new ImportFile(Files.write(folder.resolve("file"), content));
    }

    private ImportFile file(String content) throws IOException {
        return file(content.getBytes(StandardCharsets.UTF_8));
    }

    private static Read read(ImportFile file, ImportPosition start) throws IOException {
        List<String> events = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        ImportPosition end = start;
        try (ImportBlocks blocks = new ImportBlocks(file, start)) {
            for (Optional<ImportBlock> next = blocks.next(); next.isPresent(); next = blocks.next()) {
                assertThat(next.get().from()).isEqualTo(end);
                new String(next.get().lines(), StandardCharsets.UTF_8).lines().forEach(events::add);
                next.get().refused().forEach(part -> refused.add(part.line() + ": " + part.reason()));
                end = next.get().to();
            }
        }
        return new Read(events, refused, end);
    }

    private Read read(String content) throws IOException {
        return read(file(content), ImportPosition.START);
    }

    private static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                A + "\n" + B + "\n",
                A + "\n" + B,
                A + "\r\n" + B + "\r\n",
                "\uFEFF" + A + "\n\n  \n" + B + "\n",
                "[" + A + "," + B + "]",
                "[\n  " + A + ",\n  " + B + "\n]\n",
                "\n [" + A + ",\n" + B + "]"
            })
    void everyFormIsRead(String content) throws IOException {
        Read read = read(content);

        assertThat(read.events()).containsExactly(A, B);
        assertThat(read.refused()).isEmpty();
        assertThat(read.end().events()).isEqualTo(2);
    }

    @Test
    void aSingleEventMayBeLaidOutOverLines() throws IOException {
        assertThat(read("{\n  \"event_id\": \"a\",\n  \"metric\": \"sent\"\n}\n")
                        .events())
                .containsExactly(A);
    }

    @Test
    void compressedFilesAreReadToo() throws IOException {
        assertThat(read(file(gzip(A + "\n" + B)), ImportPosition.START).events())
                .containsExactly(A, B);
    }

    @Test
    void badLinesAreNamedAndTheOthersTaken() throws IOException {
        Read read = read(A + "\n{broken\n\n[1]\n\"text\"\n{\"event_id\":\"x\"}\n" + B + "\n");

        assertThat(read.events()).containsExactly(A, B);
        assertThat(read.refused())
                .hasSize(4)
                .anyMatch(line -> line.startsWith("2: broken-json"))
                .anyMatch(line -> line.startsWith("4: "))
                .anyMatch(line -> line.startsWith("5: not-an-object"))
                .anyMatch(line -> line.startsWith("6: no-metric") || line.startsWith("6: missing"));
        assertThat(read.end().refused()).isEqualTo(4);
    }

    @Test
    void wrongUtf8IsNamed() throws IOException {
        byte[] content = (A + "\n{\"event_id\":\"\u00ff\n").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(read(file(content), ImportPosition.START).refused()).hasSize(1);
    }

    @Test
    void aLineThatIsTooLongIsNamedAndPassedOver() throws IOException {
        String long_ = "{\"event_id\":\"" + "x".repeat(LineSource.MAX_LINE_BYTES) + "\"}";
        Read read = read(A + "\n" + long_ + "\n" + B);

        assertThat(read.events()).containsExactly(A, B);
        assertThat(read.refused()).singleElement().asString().startsWith("2: too-long");
    }

    @Test
    void anArrayThatBreaksIsReadUpToThere() throws IOException {
        Read read = read("[" + A + ",\n{broken},\n" + B + "]");

        assertThat(read.events()).containsExactly(A);
        assertThat(read.refused()).singleElement().asString().contains("nothing after it can be read");
    }

    /** Lines that compress badly, so that a cut of the file cuts off few of them. */
    private static List<String> numbered(int count) {
        Random random = new Random(1);
        return IntStream.range(0, count)
                .mapToObj(number -> "{\"event_id\":\"" + number + "-" + random.nextLong() + "\",\"metric\":\"sent\"}")
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 20, 1_000, 20_000})
    void ofACompressedFileThatIsCutShortAllIsTakenUpToTheCut(int missing) throws IOException {
        List<String> lines = numbered(5_000);
        byte[] whole = gzip(String.join("\n", lines) + "\n");
        ImportFile cut = file(Arrays.copyOf(whole, whole.length - missing));

        Read read = read(cut, ImportPosition.START);

        assertThat(cut.cut()).isPresent();
        assertThat(read.events()).isEqualTo(lines.subList(0, read.events().size()));
        assertThat(read.events()).hasSizeGreaterThan(5_000 - missing / 5);
        assertThat(read.refused()).as("at most the line that was cut").hasSizeLessThanOrEqualTo(1);
        assertThat(read(cut, read.end()).events()).as("the second time").isEmpty();
    }

    @Test
    void ofACompressedFileThatIsDamagedAllIsTakenUpToTheDamage() throws IOException {
        List<String> lines = numbered(5_000);
        byte[] whole = gzip(String.join("\n", lines));
        Arrays.fill(whole, whole.length / 2, whole.length / 2 + 2_000, (byte) 0xff);
        ImportFile damaged = file(whole);

        Read read = read(damaged, ImportPosition.START);

        assertThat(damaged.cut()).isPresent();
        assertThat(read.events()).startsWith(lines.subList(0, 2_000).toArray(String[]::new));
    }

    @Test
    void aWholeFileIsNotCut() throws IOException {
        ImportFile whole = file(gzip(A + "\n" + B));
        read(whole, ImportPosition.START);

        assertThat(whole.cut()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", ","})
    void itGoesOnFromWhereverItStood(String separator) throws IOException {
        List<String> all = IntStream.range(0, 5_000)
                .mapToObj(number -> "{\"event_id\":\"e" + number + "\",\"metric\":\"sent\"}")
                .toList();
        String joined = all.stream().collect(Collectors.joining(separator));
        ImportFile file = file(separator.equals(",") ? "[" + joined + "]" : joined);
        List<String> taken = new ArrayList<>();
        ImportPosition stands = ImportPosition.START;
        boolean more = true;
        while (more) {
            try (ImportBlocks blocks = new ImportBlocks(file, stands)) {
                Optional<ImportBlock> next = blocks.next();
                more = next.isPresent();
                if (more) {
                    new String(next.get().lines(), StandardCharsets.UTF_8)
                            .lines()
                            .forEach(taken::add);
                    stands = next.get().to();
                }
            }
        }

        assertThat(taken).isEqualTo(all);
        assertThat(stands.events()).isEqualTo(5_000);
    }

    @Test
    void aFileIsKnownByWhatIsInIt() throws IOException {
        ImportFile one = file(A);
        String name = one.name();
        Path moved = Files.move(folder.resolve("file"), folder.resolve("moved"));

        assertThat(new ImportFile(moved).name()).isEqualTo(name);
        assertThat(file(B).name()).isNotEqualTo(name);
    }
}
