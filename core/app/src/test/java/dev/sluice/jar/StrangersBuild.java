package dev.sluice.jar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Builds a project as a stranger does, who has Maven and a repository with Sluice's artifacts in it and nothing else of ours. The builder's own
 * repository is read for what others made, and never written to.
 */
final class StrangersBuild {

    private static final int LONGEST_MINUTES = 5;

    private final Path root = Path.of("").toAbsolutePath().resolve("../..").normalize();
    private final Path place = Path.of("target", "stranger").toAbsolutePath();
    private final String version = System.getProperty("sluice.version");

    /** Puts artifacts into a repository as their release would. */
    void publish() throws IOException {
        Path repository = place.resolve("repository/dev/sluice");
        remove(repository);
        // What an earlier run took from there is out of date.
        remove(place.resolve("local/dev/sluice"));
        put(repository, "sluice-parent", root.resolve("pom.xml"), "pom");
        for (String module : List.of("spi", "testkit")) {
            Path folder = root.resolve("core").resolve(module);
            String artifact = "sluice-" + module;
            put(repository, artifact, folder.resolve("pom.xml"), "pom");
            put(repository, artifact, folder.resolve("target/" + artifact + "-" + version + ".jar"), "jar");
        }
        Files.writeString(place.resolve("settings.xml"), settings());
    }

    /**
     * Runs {@code mvn package} in a copy of a folder.
     *
     * @return the copy's target folder
     */
    Path build(Path project) throws IOException, InterruptedException {
        Path copy = place.resolve(project.getFileName());
        remove(copy);
        copy(project, copy);
        Path log = place.resolve("build.log");
        Process maven = new ProcessBuilder(
                        Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                        "-B",
                        "-ntp",
                        "-s",
                        place.resolve("settings.xml").toString(),
                        "-Dmaven.repo.local=" + place.resolve("local"),
                        "package")
                .directory(copy.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = maven.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES);
        maven.destroyForcibly();
        if (!ended || maven.exitValue() != 0) {
            throw new AssertionError(
                    "a stranger can't build " + project + ":\n" + Files.readString(log, StandardCharsets.UTF_8));
        }
        return copy.resolve("target");
    }

    private void put(Path repository, String artifact, Path file, String extension) throws IOException {
        Path folder = Files.createDirectories(repository.resolve(artifact).resolve(version));
        Files.copy(file, folder.resolve(artifact + "-" + version + "." + extension));
    }

    private String settings() {
        StringBuilder repositories = new StringBuilder();
        repositories.append(repository("sluice", place.resolve("repository")));
        repositories.append(repository("at-hand", Path.of(System.getProperty("maven.repository"))));
        return "<settings><profiles><profile><id>stranger</id><repositories>" + repositories
                + "</repositories><pluginRepositories>"
                + repositories.toString().replace("repository>", "pluginRepository>")
                + "</pluginRepositories></profile></profiles>"
                + "<activeProfiles><activeProfile>stranger</activeProfile></activeProfiles></settings>";
    }

    private static String repository(String id, Path folder) {
        return "<repository><id>" + id + "</id><url>" + folder.toUri()
                + "</url><releases><checksumPolicy>ignore</checksumPolicy></releases>"
                + "<snapshots><enabled>false</enabled></snapshots></repository>";
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path relative = from.relativize(file);
                if (!relative.startsWith("target")) {
                    Path copy = to.resolve(relative.toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
        }
    }
}
