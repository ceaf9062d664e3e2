package dev.sluice.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.spi.Destination;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.spi.Spi;
import dev.sluice.testkit.stranger.Courier;
import dev.sluice.testkit.stranger.JarBuilder;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars in a folder, compiled here as a stranger would compile them. */
class PluginFolderTest {

    @TempDir
    private Path folder;

    private final List<PluginRegistry> opened = new ArrayList<>();

    private PluginRegistry load() {
        return load(PluginRegistry.of(List.of()));
    }

    private PluginRegistry load(PluginRegistry before) {
        PluginRegistry loaded = before.withJarsOf(folder);
        opened.add(loaded);
        return loaded;
    }

    @AfterEach
    void close() {
        opened.forEach(PluginRegistry::close);
    }

    private void write(String jar, JarBuilder content) throws IOException {
        content.write(folder.resolve(jar));
    }

    private static DestinationPlugin find(PluginRegistry plugins, String name) {
        return plugins.find(name).orElseThrow();
    }

    /** The reason why the one broken jar in the folder is not used. */
    private String reason() {
        PluginRegistry plugins = load();
        assertThat(plugins.all()).isEmpty();
        assertThat(plugins.broken()).hasSize(1);
        return plugins.broken().get(0).reason();
    }

    @Test
    void aJarBringsAPluginWithItsOwnFiles() throws IOException {
        write("courier-1.jar", Courier.version("1").jar());

        PluginRegistry plugins = load();

        assertThat(plugins.broken()).isEmpty();
        DestinationPlugin courier = find(plugins, "courier");
        assertThat(courier.description()).isEqualTo("A courier, version 1.");
        assertThat(plugins.origin(courier)).isEqualTo("courier-1.jar");
        Destination stop = courier.configure(
                courier.settingsSchema().withObject("/examples/0").deepCopy());
        assertThat(stop.limits().maxEvents()).isEqualTo(100);
    }

    @Test
    void aFolderThatIsNotThereHoldsNone() {
        PluginRegistry plugins = PluginRegistry.of(List.of()).withJarsOf(folder.resolve("nowhere"));

        assertThat(plugins.all()).isEmpty();
        assertThat(plugins.broken()).isEmpty();
    }

    @Test
    void whatIsNoJarByItsNameIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "mine");
        Files.writeString(folder.resolve(".half-copied.jar"), "not yet");
        Files.createDirectory(folder.resolve("old.jar"));

        assertThat(load().broken()).isEmpty();
    }

    private static JarBuilder withLibrary(String name, String libraryVersion) {
        return Courier.version("1")
                .named(name)
                .with("public String toString() { return org.acme.Library.version(); }")
                .jar()
                .source(
                        "org.acme.Library",
                        "package org.acme; public class Library { public static String version() { return \""
                                + libraryVersion + "\"; } }");
    }

    @Test
    void twoJarsHoldTwoVersionsOfOneLibrary() throws IOException {
        write("a.jar", withLibrary("a", "library 1"));
        write("b.jar", withLibrary("b", "library 2"));

        PluginRegistry plugins = load();

        assertThat(find(plugins, "a")).hasToString("library 1");
        assertThat(find(plugins, "b")).hasToString("library 2");
    }

    @Test
    void copiesOfTheSpiAndOfJacksonInAJarAreNotUsed() throws IOException {
        write(
                "fat.jar",
                Courier.version("1")
                        .with("public String toString() { return Spi.VERSION + ObjectNode.class.getClassLoader(); }")
                        .jar()
                        .source(
                                "dev.sluice.spi.BatchLimits",
                                "package dev.sluice.spi; public record BatchLimits(int maxEvents, int maxBytes, int"
                                        + " maxEventBytes) { public int maxEvents() { return 1; } }"));

        DestinationPlugin courier = find(load(), "courier");

        assertThat(courier)
                .hasToString(Spi.VERSION + getClass().getClassLoader())
                .isInstanceOf(DestinationPlugin.class);
        assertThat(courier.configure(courier.settingsSchema()).limits().maxEvents())
                .isEqualTo(100);
    }

    private static final String SEES = """
            public String toString() {
                String found = "";
                for (String name : List.of("io.vertx.core.Vertx", "dev.sluice.relay.Relay", "org.slf4j.Logger",
                        "com.google.common.collect.ImmutableList", "java.sql.Connection", "dev.sluice.spi.Spi")) {
                    try {
                        found += " " + Class.forName(name).getSimpleName();
                    } catch (ClassNotFoundException hidden) {
                        found += " -";
                    }
                }
                ClassLoader own = getClass().getClassLoader();
                try {
                    found += " " + java.util.Collections.list(own.getResources("META-INF/services/dev.sluice.spi.DestinationPlugin")).size();
                    found += " " + own.getResource("logback-test.xml") + " " + own.getResource("dev/sluice/config/sluice.schema.json");
                    found += " " + java.util.Collections.list(own.getResources("META-INF/MANIFEST.MF")).size();
                    found += " " + new String(own.getResourceAsStream("own.txt").readAllBytes());
                } catch (java.io.IOException broken) {
                    throw new IllegalStateException(broken);
                }
                return found;
            }
            """;

    @Test
    void aPluginSeesTheJdkTheSpiAndItsOwnFilesAndNothingElse() throws IOException {
        write("curious.jar", Courier.version("1").with(SEES).jar().file("own.txt", "mine"));

        assertThat(find(load(), "courier")).hasToString(" - - - - Connection Spi 1 null null 0 mine");
    }

    @Test
    void whileAPluginIsMadeItsThreadSeesNoMoreEither() throws IOException {
        write(
                "curious.jar",
                Courier.version("1")
                        .with("private final ClassLoader of = Thread.currentThread().getContextClassLoader();"
                                + " public String toString() { return \"\" + (of == getClass().getClassLoader()); }")
                        .jar());

        assertThat(find(load(), "courier")).hasToString("true");
    }

    @Test
    void aPluginThatIsCompiledAgainstTheEngineIsNotLoaded() throws IOException {
        write(
                "nosy.jar",
                Courier.version("1")
                        .with("static final io.vertx.core.Vertx VERTX = io.vertx.core.Vertx.vertx();")
                        .jar()
                        .seeing(Vertx.class));

        assertThat(reason())
                .isEqualTo("com.example.courier.CourierPlugin needs the class io.vertx.core.Vertx, which is not in the"
                        + " jar; of Sluice a plugin sees the SPI and Jackson only");
    }

    @Test
    void aBrokenJarKeepsNoOtherFromLoading() throws IOException {
        Files.writeString(folder.resolve("broken.jar"), "no jar at all");
        write("good.jar", Courier.version("1").jar());

        PluginRegistry plugins = load();

        assertThat(plugins.byName()).containsOnlyKeys("courier");
        assertThat(plugins.broken())
                .singleElement()
                .satisfies(broken -> assertThat(broken.jar()).isEqualTo("broken.jar"));
    }

    @Test
    void aFileThatIsNoJarIsNamed() throws IOException {
        Files.writeString(folder.resolve("broken.jar"), "no jar at all");

        assertThat(reason()).startsWith("it can't be read as a jar: ");
    }

    @Test
    void aJarThatWasCutShortIsNamed() throws IOException {
        byte[] whole = Files.readAllBytes(Courier.version("1").jar().write(folder.resolve("cut.jar")));
        Files.write(folder.resolve("cut.jar"), java.util.Arrays.copyOf(whole, whole.length / 2));

        assertThat(reason()).startsWith("it can't be read as a jar: ");
    }

    @Test
    void aJarWithoutAPluginIsNamed() throws IOException {
        write("library.jar", JarBuilder.aJar().file("readme.txt", "hello"));

        assertThat(reason())
                .isEqualTo(
                        "it declares no plugin: there is no META-INF/services/dev.sluice.spi.DestinationPlugin in it");
    }

    @Test
    void aJarThatNamesNoClassIsNamed() throws IOException {
        write("empty.jar", JarBuilder.aJar().plugin("# nobody yet"));

        assertThat(reason()).endsWith("names no class");
    }

    @Test
    void aPluginWhoseClassIsNotThereIsNamed() throws IOException {
        write("forgot.jar", JarBuilder.aJar().plugin("com.example.Nobody"));

        assertThat(reason()).isEqualTo("it names com.example.Nobody as its plugin and has no such class");
    }

    @Test
    void aPluginWhoseOtherClassesAreNotThereIsNamed() throws IOException {
        write(
                "half.jar",
                withLibrary("a", "1")
                        .without("org.acme.Library")
                        .source("org.acme.Unused", "package org.acme;" + " class Unused {}")
                        .source(
                                Courier.PLUGIN,
                                Courier.version("1")
                                        .with("private final Object library = org.acme.Library.version();")
                                        .source()));

        assertThat(reason()).contains("needs the class org.acme.Library, which is not in the jar");
    }

    @Test
    void aJarForALaterJavaIsNamedWithBothVersions() throws IOException {
        write("later.jar", Courier.version("1").jar().forJava(99));

        assertThat(reason())
                .isEqualTo("it was compiled for Java 99, and this is Java "
                        + Runtime.version().feature() + "; run Sluice with a newer Java, or get a jar for this one");
    }

    @Test
    void aPluginThatCannotBeMadeIsNamedWithWhatItSays() throws IOException {
        write(
                "throws.jar",
                Courier.version("1")
                        .with("public CourierPlugin() { throw new IllegalStateException(\"no licence\\nhere\"); }")
                        .jar());

        assertThat(reason())
                .isEqualTo(
                        "com.example.courier.CourierPlugin can't be made: java.lang.IllegalStateException: no licence"
                                + " here");
    }

    @Test
    void aPluginWhoseClassCannotBeSetUpIsNamed() throws IOException {
        write(
                "static.jar",
                Courier.version("1")
                        .with("static final int SIZE = Integer.parseInt(\"many\");")
                        .jar());

        assertThat(reason())
                .contains("can't be made: java.lang.NumberFormatException")
                .contains("many");
    }

    @Test
    void aClassThatIsNoPluginIsNamed() throws IOException {
        write(
                "other.jar",
                JarBuilder.aJar()
                        .source("com.example.Other", "package com.example; public class Other {}")
                        .plugin("com.example.Other"));

        assertThat(reason()).contains("com.example.Other", "is no dev.sluice.spi.DestinationPlugin");
    }

    @Test
    void aPluginThatWantsToBeGivenSomethingIsNamed() throws IOException {
        write(
                "wants.jar",
                Courier.version("1")
                        .with("public CourierPlugin(String licence) {}")
                        .jar());

        assertThat(reason()).endsWith("has to be a public class with a public constructor without parameters");
    }

    @Test
    void aPluginWithANameThatNobodyCanWriteIsNamed() throws IOException {
        write("named.jar", Courier.version("1").named("My Courier").jar());

        assertThat(reason()).startsWith("its plugin is named \"My Courier\"; a name is made of lower-case letters");
    }

    @Test
    void anEditionOfTheSpiThatDoesNotFitIsNamedWithOurs() throws IOException {
        write("next.jar", Courier.version("1").edition("\"2.0\"").jar());

        assertThat(reason())
                .isEqualTo("it was compiled against the SPI 2.0, and this Sluice has the SPI " + Spi.VERSION
                        + "; get the jar that was made for that");
    }

    @Test
    void aPluginFromBeforeThereWereEditionsIsNamedWithOurs() throws IOException {
        write(
                "old.jar",
                Courier.version("1")
                        .jar()
                        .source(
                                Courier.PLUGIN,
                                Courier.version("1").source().replaceFirst("public String spiVersion.*", ""))
                        .against(
                                "dev.sluice.spi.DestinationPlugin",
                                "package dev.sluice.spi; public interface DestinationPlugin { String name(); }"));

        assertThat(reason())
                .startsWith("it was compiled against the SPI before 1.0")
                .contains("has the SPI " + Spi.VERSION);
    }

    @Test
    void aPluginThatNeedsMoreOfTheSpiThanThereIsIsNamedWithOurs() throws IOException {
        write(
                "next.jar",
                Courier.version("1")
                        .with("private final Object more = new dev.sluice.spi.Tomorrow();")
                        .jar()
                        .against("dev.sluice.spi.Tomorrow", "package dev.sluice.spi; public class Tomorrow {}"));

        assertThat(reason())
                .contains("needs the class dev.sluice.spi.Tomorrow, which is not in the SPI " + Spi.VERSION);
    }

    @Test
    void ofTwoPluginsWithOneNameNeitherIsUsedAndBothJarsAreNamed() throws IOException {
        write("mine.jar", Courier.version("1").jar());
        write("yours.jar", Courier.version("2").jar());
        write("other.jar", Courier.version("1").named("other").jar());

        PluginRegistry plugins = load();

        assertThat(plugins.byName()).containsOnlyKeys("other");
        assertThat(plugins.broken())
                .extracting(BrokenJar::toString)
                .containsExactly(
                        "mine.jar: its plugin is named \"courier\" as that of yours.jar; remove one of the two",
                        "yours.jar: its plugin is named \"courier\" as that of mine.jar; remove one of the two");
    }

    @Test
    void aJarWithTheNameOfAPluginThatIsBuiltInIsRefused() throws IOException {
        write("mine.jar", Courier.version("1").jar());
        DestinationPlugin builtIn = find(load(), "courier");

        PluginRegistry plugins = load(PluginRegistry.of(List.of(builtIn)));

        assertThat(find(plugins, "courier")).isSameAs(builtIn);
        assertThat(plugins.broken())
                .extracting(BrokenJar::reason)
                .containsExactly(
                        "its plugin is named \"courier\" as the one that is built in; it needs a name of its own");
    }

    @Test
    void aJarThatIsReplacedDoesNotDisturbThePluginThatWasLoadedOfIt() throws IOException {
        write("courier.jar", withLibrary("courier", "library 1"));
        PluginRegistry before = load();
        DestinationPlugin old = find(before, "courier");
        write("courier.jar", withLibrary("courier", "library 2"));
        PluginRegistry after = load(before);

        // Loads the library's class only now.
        assertThat(old).hasToString("library 1");
        assertThat(find(after, "courier")).hasToString("library 2");
        assertThat(after.differences(before)).containsExactly("courier");
    }

    @Test
    void aJarThatIsTheSameStillIsNotLoadedAgain() throws IOException {
        write("stays.jar", Courier.version("1").named("stays").jar());
        write("goes.jar", Courier.version("1").named("goes").jar());
        PluginRegistry before = load();
        byte[] same = Files.readAllBytes(folder.resolve("stays.jar"));
        Files.write(folder.resolve("stays.jar"), same);
        Files.delete(folder.resolve("goes.jar"));
        write("comes.jar", Courier.version("1").named("comes").jar());

        PluginRegistry after = load(before);

        assertThat(find(after, "stays")).isSameAs(find(before, "stays"));
        assertThat(after.differences(before)).containsExactly("comes", "goes");
    }

    @Test
    void jarsThatAreLetGoAreClosedAndTheirCopiesDeleted() throws IOException {
        write("courier.jar", withLibrary("courier", "library 1"));
        write("stays.jar", Courier.version("1").named("stays").jar());
        PluginRegistry before = load();
        DestinationPlugin old = find(before, "courier");
        write("courier.jar", withLibrary("courier", "library 2"));
        PluginRegistry after = load(before);

        before.closeAllBut(after);

        assertThat(catchError(old)).contains("org/acme/Library");
        assertThat(find(after, "courier")).hasToString("library 2");
        assertThat(find(after, "stays").configure(find(after, "stays").settingsSchema()))
                .isNotNull();
    }

    private static String catchError(DestinationPlugin plugin) {
        try {
            return plugin.toString();
        } catch (NoClassDefFoundError closed) {
            return closed.getMessage();
        }
    }

    @Test
    void severalPluginsMayComeInOneJar() throws IOException {
        String second = Courier.version("1")
                .named("second")
                .source()
                .replace("class CourierPlugin", "class SecondPlugin")
                .replace("record Stop", "record Other")
                .replace("new Stop", "new Other");
        write(
                "two.jar",
                Courier.version("1")
                        .jar()
                        .source("com.example.courier.SecondPlugin", second)
                        .plugin("com.example.courier.SecondPlugin"));

        assertThat(load().byName()).containsOnlyKeys("courier", "second");
    }
}
