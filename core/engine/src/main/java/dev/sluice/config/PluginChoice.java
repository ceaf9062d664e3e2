package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.spi.DestinationPlugin;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which plugin each destination of a configuration names. */
final class PluginChoice {

    private final Map<String, DestinationPlugin> known;
    private final Map<Integer, DestinationPlugin> chosen = new HashMap<>();
    private final Findings findings;

    PluginChoice(Map<String, DestinationPlugin> known, Findings findings) {
        this.known = new TreeMap<>(known);
        this.findings = findings;
    }

    /** Looks all of them up, reports those that don't exist, and adds the schemas of the others. */
    void choose(JsonNode destinations, ConfigSchema schema) {
        for (int i = 0; i < destinations.size(); i++) {
            JsonPointer pointer = JsonPointer.compile("/destinations/" + i + "/plugin");
            String name = destinations.path(i).path("plugin").asText();
            DestinationPlugin plugin = known.get(name);
            if (plugin != null) {
                choose(i, plugin, schema);
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
        String nearest = NearestName.of(name, known.keySet())
                .map(near -> "did you mean \"" + near + "\"? ")
                .orElse("");
        return nearest
                + (known.isEmpty()
                        ? "none is loaded; drop its jar into the plugin directory"
                        : (nearest.isEmpty() ? "the" : "The") + " plugins loaded are \""
                                + String.join("\", \"", known.keySet()) + "\"");
    }
}
