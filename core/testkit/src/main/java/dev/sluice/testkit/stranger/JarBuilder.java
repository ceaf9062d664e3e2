package dev.sluice.testkit.stranger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.spi.DestinationPlugin;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** Compiles sources into a jar, with the SPI and Jackson at hand as for any plugin. Needs a JDK. For one thread. */
public final class JarBuilder {

    private final Map<String, String> sources = new TreeMap<>();
    private final Set<String> left = new HashSet<>();
    private final Map<String, byte[]> files = new TreeMap<>();
    private final List<String> plugins = new ArrayList<>();
    private final Set<Class<?>> seen = new LinkedHashSet<>(
            List.of(DestinationPlugin.class, JsonNode.class, JsonParser.class, JsonInclude.class, NullMarked.class));
    private int javaVersion;

    private JarBuilder() {}

    public static JarBuilder aJar() {
        return new JarBuilder();
    }

    /** Adds a class. */
    public JarBuilder source(String className, String source) {
        sources.put(className, source);
        return this;
    }

    /** Compiles with this class in place of any other of its name, and leaves it out of the jar. */
    public JarBuilder against(String className, String source) {
        left.add(className);
        return source(className, source);
    }

    /** Compiles with the library of this class at hand, and leaves it out of the jar. */
    public JarBuilder seeing(Class<?> library) {
        seen.add(library);
        return this;
    }

    /** Names a class as a plugin. */
    public JarBuilder plugin(String className) {
        plugins.add(className);
        return this;
    }

    /** Adds a file. */
    public JarBuilder file(String path, String content) {
        files.put(path, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Leaves out what was compiled of a class. */
    public JarBuilder without(String className) {
        left.add(className);
        return this;
    }

    /** Marks every class as compiled for that Java. */
    public JarBuilder forJava(int version) {
        javaVersion = version;
        return this;
    }

    /** Writes the jar in one step, in place of the one that may be there. */
    public Path write(Path jar) throws IOException {
        Path written = Files.createTempFile(jar.toAbsolutePath().getParent(), ".", ".part");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(written))) {
            for (Map.Entry<String, byte[]> compiled : compile().entrySet()) {
                if (!left.contains(compiled.getKey())) {
                    put(out, compiled.getKey().replace('.', '/') + ".class", compiled.getValue());
                }
            }
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                put(out, file.getKey(), file.getValue());
            }
            if (!plugins.isEmpty()) {
                put(
                        out,
                        "META-INF/services/" + DestinationPlugin.class.getName(),
                        String.join("\n", plugins).getBytes(StandardCharsets.UTF_8));
            }
        }
        return Files.move(written, jar, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void put(JarOutputStream jar, String path, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(path));
        jar.write(content);
        jar.closeEntry();
    }

    private Map<String, byte[]> compile() throws IOException {
        if (sources.isEmpty()) {
            return Map.of();
        }
        return Compilation.of(sources, classPath(), javaVersion);
    }

    private String classPath() {
        return seen.stream()
                .map(library -> Path.of(location(library)).toString())
                .distinct()
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    private static URI location(Class<?> library) {
        try {
            return library.getProtectionDomain().getCodeSource().getLocation().toURI();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
