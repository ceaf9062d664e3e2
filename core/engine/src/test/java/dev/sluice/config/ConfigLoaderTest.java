package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path directory;

    @AfterEach
    void close() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    private Path write(String json) throws IOException {
        return Files.writeString(directory.resolve("sluice.json"), json);
    }

    private InvalidConfigException failure(Loading loading, Path file) {
        return catchThrowableOfType(
                InvalidConfigException.class, () -> loading.loader().loadBlocking(vertx, file));
    }

    @Test
    void readsAFileWithVariablesAndPropertiesOverIt() throws IOException {
        Path file = write(Loading.file("\"ingest\": {\"host\": \"::1\", \"port\": 1}", Loading.SINK));

        SluiceConfig config = Loading.with("SLUICE_INGEST_PORT", "2")
                .and("SLUICE_MANAGEMENT_PORT", "2")
                .property("sluice.management.port", "3")
                .loader()
                .loadBlocking(vertx, file)
                .config();

        assertThat(config.ingest().host()).isEqualTo("::1");
        assertThat(config.ingest().port()).isEqualTo(2);
        assertThat(config.management().port()).isEqualTo(3);
    }

    @Test
    void isAsGoodOnAnEventLoop() throws Exception {
        Path file = write(Loading.file("", Loading.SINK));
        ConfigLoader loader = Loading.plain().loader();

        LoadedConfig loaded =
                vertx.timer(1).compose(tick -> loader.load(vertx, file)).await(20, TimeUnit.SECONDS);

        assertThat(loaded.config().destinations()).hasSize(1);
    }

    @Test
    void errorsBeginWithTheFileAsItWasNamed() throws IOException {
        Path file = write("{\"destinations\": []}");

        assertThat(failure(Loading.plain(), file).lines())
                .singleElement()
                .asString()
                .startsWith(file + ": /destinations: […] is empty");
    }

    @Test
    void aFileThatIsNotJsonIsAnErrorWithItsPlace() throws IOException {
        Path file = write("{\n  \"ingest\": {},\n}");

        assertThat(failure(Loading.plain(), file))
                .hasMessage(file + ": line 3, column 1: the comma before this } is one too many; remove it");
    }

    @Test
    void aKeyThatStandsTwiceIsAnErrorWithItsPlace() throws IOException {
        Path file = write("{\"ingest\": {\"port\": 1, \"port\": 2}}");

        assertThat(failure(Loading.plain(), file))
                .hasMessageStartingWith(file + ": line 1, column 30: the key \"port\" stands twice");
    }

    @Test
    void aFileInAnotherEncodingIsAnError() throws IOException {
        Path file =
                Files.write(directory.resolve("sluice.json"), new byte[] {'{', '"', (byte) 0xe4, '"', ':', '1', '}'});

        assertThat(failure(Loading.plain(), file))
                .hasMessageContaining("the file is not UTF-8; save it in that encoding");
    }

    @Test
    void aMissingFileIsAnErrorThatSaysHowToMakeOne() {
        Path file = directory.resolve("absent.json");

        assertThat(failure(Loading.plain(), file))
                .hasMessage(file + ": there is no such file; name another one with -c, or make it with at least "
                        + ConfigFile.SMALLEST);
    }

    @Test
    void aDirectoryIsNoFile() {
        assertThat(failure(Loading.plain(), directory))
                .hasMessage(directory + ": this is a directory; name a file in it");
    }

    @Test
    void aFileOfAnEndlessSizeIsNotRead() throws IOException {
        Path file = write(" ".repeat(5 << 20));

        assertThat(failure(Loading.plain(), file))
                .hasMessage(file + ": the file is over 4MiB, too long for a configuration");
    }
}
