package dev.sluice.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code examples/cluster} fits this Sluice. Its broker and its nodes are not started here, which would take half a minute; nodes and a
 * broker as processes are what other tests have.
 */
class ClusterExampleTest {

    private static final Path EXAMPLE = Path.of("../../examples/cluster");

    private static final Pattern KAFKA = Pattern.compile("<kafka.version>(.+)</kafka.version>");

    @TempDir
    private Path classes;

    @Test
    void compilesWithoutAWarningAgainstTheClassesOfTheJar() throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        StringWriter told = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "--release", "17", "-proc:none", "-Xlint:all,-classfile", "-Werror", "-d", classes.toString());

            assertThat(compiler.getTask(told, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                            .call())
                    .as(told.toString())
                    .isTrue();
        }
        assertThat(sources).anyMatch(file -> file.endsWith("sandbox/Sandbox.java"));
    }

    @Test
    void startsTheBrokerThatTheTestsUse() throws IOException {
        assertThat(kafka(EXAMPLE.resolve("pom.xml"))).isEqualTo(kafka(Path.of("../../pom.xml")));
    }

    @Test
    void itsSandboxIsWhereItsConfigurationLooksForIt() throws IOException {
        String config = Files.readString(EXAMPLE.resolve("cluster.json"));
        String destination = Files.readString(EXAMPLE.resolve("src/main/java/com/example/cluster/Destination.java"));
        String sandbox = Files.readString(EXAMPLE.resolve("sandbox/Sandbox.java"));

        assertThat(config).contains("http://127.0.0.1:8090/batch").contains("\"apiKey\": \"sandbox-api-key\"");
        assertThat(destination).contains("SANDBOX_PORT = 8090;");
        assertThat(sandbox).contains("forApiKey(\"sandbox-api-key\")");
    }

    private static List<String> kafka(Path pom) throws IOException {
        return KAFKA.matcher(Files.readString(pom))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
