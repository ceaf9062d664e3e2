package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.plugin.BrokenJar;
import dev.sluice.plugin.PluginRegistry;
import dev.sluice.spi.DestinationPlugin;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which plugin each destination of a configuration names. */
final class PluginChoice {

    private final PluginRegistry known;
    private final Map<Integer, DestinationPlugin> chosen = new HashMap<>();
    private final Findings findings;

    PluginChoice(PluginRegistry known, Findings findings) {
        this.known = known;
        this.findings = findings;
    }

    /** Looks all of them up, reports those that don't exist, and adds the schemas of the others. */
    void choose(JsonNode destinations, ConfigSchema schema) {
        for (int i = 0; i < destinations.size(); i++) {
            JsonPointer pointer = JsonPointer.compile("/destinations/" + i + "/plugin");
            String name = destinations.path(i).path("plugin").asText();
            Optional<DestinationPlugin> plugin = known.find(name);
            if (plugin.isPresent()) {
                choose(i, plugin.get(), schema);
            } else if (!name.isEmpty() && !findings.isFaulty(pointer)) {
                findings.wrongValue(pointer, "is no plugin; " + hint(name));
            }
        }
    }

    private void choose(int destination, DestinationPlugin plugin, ConfigSchema schema) {
        try {
            schema.settings(destination, plugin.settingsSchema());
            chosen.put(destination, plugin);
        } catch (RuntimeException | LinkageError broken) {
            findings.error(
                    ConfigSchema.settingsOf(destination),
                    "the plugin \"" + plugin.name() + "\" can't say what settings it takes (" + broken
                            + "); its author needs to know");
        }
    }

    Optional<DestinationPlugin> of(int destination) {
        return Optional.ofNullable(chosen.get(destination));
    }

    private String hint(String name) {
        Set<String> names = known.byName().keySet();
        String nearest = NearestName.of(name, names)
                .map(near -> "did you mean \"" + near + "\"? ")
                .orElse("");
        return nearest
                + (names.isEmpty()
                        ? "none is loaded"
                        : (nearest.isEmpty() ? "the" : "The") + " plugins loaded are \"" + String.join("\", \"", names)
                                + "\"")
                + known.folder().map(this::jars).orElse("");
    }

    /** Where a jar may have been meant to bring it. */
    private String jars(Path folder) {
        String broken = known.broken().stream().map(BrokenJar::toString).collect(Collectors.joining("; and "));
        return "; no jar in " + folder + " brings it" + (broken.isEmpty() ? "" : ", but there can't be used " + broken);
    }
}
