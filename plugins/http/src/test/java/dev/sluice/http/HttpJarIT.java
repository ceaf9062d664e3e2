package dev.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.plugin.PluginRegistry;
import dev.sluice.spi.Destination;
import dev.sluice.spi.DestinationPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built jar, dropped into a folder: with CEL in it, and nothing that comes from whoever loads it. */
class HttpJarIT {

    private static final Path JAR = Path.of(System.getProperty("sluice.http.jar"));

    @TempDir
    private Path folder;

    @Test
    void worksWithNothingButTheSpiAndJacksonBesideIt() throws IOException {
        Files.copy(JAR, folder.resolve("sluice-http.jar"));
        try (PluginRegistry plugins = PluginRegistry.of(List.of()).withJarsOf(folder)) {
            assertThat(plugins.broken()).isEmpty();
            DestinationPlugin plugin = plugins.find("http").orElseThrow();
            assertThat(plugin.getClass()).isNotEqualTo(HttpPlugin.class);

            ObjectNode settings = (ObjectNode) Http.json("{\"url\":\"https://example.com\"}");
            settings.put("body", "{'id': event_id, 'upper': metric.upperAscii(), 'who': data.?who.orValue('-')}");
            Destination destination = plugin.configure(settings);

            assertThat(destination
                            .mapping()
                            .map(Http.json("{\"event_id\":\"e1\",\"metric\":\"sent\",\"timestamp\":1000,\"data\":{}}")))
                    .isEqualTo(Http.json("{\"body\":{\"id\":\"e1\",\"upper\":\"SENT\",\"who\":\"-\"}}"));
        }
    }

    @Test
    void holdsNoClassThatWouldBeThereTwice() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> names = jar.stream().map(JarEntry::getName).toList();

            assertThat(names).contains("dev/cel/runtime/CelRuntime.class");
            assertThat(names)
                    .noneMatch(name -> name.startsWith("com/fasterxml/")
                            || name.startsWith("dev/sluice/spi/")
                            || name.startsWith("org/jspecify/"));
            assertThat(names)
                    .filteredOn(name -> name.startsWith("META-INF/services/") && !name.endsWith("/"))
                    .containsExactly("META-INF/services/dev.sluice.spi.DestinationPlugin");
        }
    }
}
