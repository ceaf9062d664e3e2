package dev.sluice.config;

import static dev.sluice.journal.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.plugin.PluginRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsDirectoryTest {

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private Optional<Path> read(String json, Environment environment) throws IOException {
        Path file = Files.writeString(folder.resolve("sluice.json"), json);
        return await(PluginsDirectory.of(vertx, file, environment));
    }

    @Test
    void isReadWhateverElseIsWrong() throws IOException {
        assertThat(read("{\"plugins\": {\"directory\": \"/opt/jars\"}, \"destinations\": 7}", Environment.EMPTY))
                .contains(Path.of("/opt/jars"));
    }

    @Test
    void mayComeFromTheEnvironmentOrAReference() throws IOException {
        Environment environment =
                new Environment(Map.of("HOME", "/home/me", "SLUICE_PLUGINS_DIRECTORY", "/from/outside"), Map.of());

        assertThat(read("{}", environment)).contains(Path.of("/from/outside"));
        assertThat(read(
                        "{\"plugins\": {\"directory\": \"${env:HOME}/jars\"}}",
                        new Environment(Map.of("HOME", "/home/me"), Map.of())))
                .contains(Path.of("/home/me/jars"));
    }

    @Test
    void isLeftToTheUsualPlaceWhereNothingCanBeRead() throws IOException {
        assertThat(read("{", Environment.EMPTY)).isEmpty();
        assertThat(read("{\"plugins\": [1]}", Environment.EMPTY)).isEmpty();
        assertThat(await(PluginsDirectory.of(vertx, folder.resolve("nowhere.json"), Environment.EMPTY)))
                .isEmpty();
    }

    @Test
    void aFolderThatIsNotThereIsAnError() {
        assertThat(Loading.plain().errors("\"plugins\": {\"directory\": \"/nowhere/at/all\"}"))
                .containsExactly(
                        "sluice.json: /plugins/directory: \"/nowhere/at/all\" is no folder; make it and drop the"
                                + " plugins' jars into it, or leave the key out");
    }

    @Test
    void aPluginThatIsMissingIsToldWithTheFolderAndTheJarsThatCannotBeUsed() throws IOException {
        Files.writeString(folder.resolve("courier.jar"), "no jar");
        PluginRegistry plugins =
                PluginRegistry.of(List.of(new SinkPlugin("sink"))).withJarsOf(folder);

        InvalidConfigException failure = catchThrowableOfType(
                InvalidConfigException.class,
                () -> new ConfigLoader(plugins, Environment.EMPTY)
                        .loadText("sluice.json", "{\"destinations\": [{\"id\": \"a\", \"plugin\": \"courier\"}]}"));

        assertThat(failure.lines())
                .singleElement()
                .asString()
                .startsWith("sluice.json: /destinations/0/plugin: \"courier\" is no plugin; the plugins loaded are"
                        + " \"sink\"; no jar in " + folder + " brings it, but there can't be used courier.jar: it can't"
                        + " be read as a jar: ");
    }
}
