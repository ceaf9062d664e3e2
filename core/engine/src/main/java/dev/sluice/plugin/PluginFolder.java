package dev.sluice.plugin;

import dev.sluice.spi.DestinationPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A folder that plugin jars are dropped into. Everything in here blocks. */
public final class PluginFolder {

    private final Path path;

    public PluginFolder(Path path) {
        this.path = path;
    }

    /**
     * The jars in the folder as they are now, by name; none where there is no such folder.
     *
     * @throws IOException where it can't be looked into
     */
    public List<Path> jars() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(PluginFolder::isJar).sorted().toList();
        }
    }

    /** What is in the folder: the jars that can be used, and those that can't. */
    record Content(List<PluginJar> jars, List<BrokenJar> broken) {}

    /**
     * Loads all jars; a broken one keeps no other from loading.
     *
     * @param loaded jars that are loaded already; one whose file has the same name and content still is taken as it is
     * @param taken names of plugins that no jar may have
     */
    Content load(Collection<PluginJar> loaded, Set<String> taken) {
        List<PluginJar> jars = new ArrayList<>();
        List<BrokenJar> broken = new ArrayList<>();
        try {
            for (Path file : jars()) {
                String name = file.getFileName().toString();
                try {
                    jars.add(load(name, JarCopy.of(file), loaded));
                } catch (BrokenJarException reason) {
                    broken.add(new BrokenJar(name, reason.getMessage()));
                } catch (IOException unreadable) {
                    broken.add(new BrokenJar(name, "it can't be read: " + unreadable));
                }
            }
        } catch (IOException unreadable) {
            broken.add(new BrokenJar(path.toString(), "the folder can't be looked into: " + unreadable));
        }
        refuseClashes(jars, loaded, taken, broken);
        broken.sort(Comparator.comparing(BrokenJar::jar));
        return new Content(jars, broken);
    }

    private static PluginJar load(String name, JarCopy copy, Collection<PluginJar> loaded) throws BrokenJarException {
        Optional<PluginJar> same =
                loaded.stream().filter(jar -> jar.is(name, copy.digest())).findFirst();
        if (same.isPresent()) {
            copy.delete();
            return same.get();
        }
        return PluginJar.load(name, copy);
    }

    /** Of two plugins with one name neither is used: which of them is meant is not for the order of files to say. */
    private static void refuseClashes(
            List<PluginJar> jars, Collection<PluginJar> loaded, Set<String> taken, List<BrokenJar> broken) {
        List<PluginJar> refused = new ArrayList<>();
        for (PluginJar jar : jars) {
            clash(jar, jars, taken).ifPresent(reason -> {
                refused.add(jar);
                broken.add(new BrokenJar(jar.name(), reason));
            });
        }
        jars.removeAll(refused);
        refused.stream().filter(jar -> !loaded.contains(jar)).forEach(PluginJar::close);
    }

    private static Optional<String> clash(PluginJar jar, List<PluginJar> all, Set<String> taken) {
        Set<String> own = new HashSet<>();
        for (DestinationPlugin plugin : jar.plugins()) {
            String named = "its plugin is named \"" + plugin.name() + "\"";
            if (!own.add(plugin.name())) {
                return Optional.of("two of its plugins are named \"" + plugin.name() + "\"");
            }
            if (taken.contains(plugin.name())) {
                return Optional.of(named + " as the one that is built in; it needs a name of its own");
            }
            for (PluginJar other : all) {
                if (other != jar && names(other).contains(plugin.name())) {
                    return Optional.of(named + " as that of " + other.name() + "; remove one of the two");
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> names(PluginJar jar) {
        return jar.plugins().stream().map(DestinationPlugin::name).toList();
    }

    private static boolean isJar(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".jar") && !name.startsWith(".") && Files.isRegularFile(file);
    }
}
