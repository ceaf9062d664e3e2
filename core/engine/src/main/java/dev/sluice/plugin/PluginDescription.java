package dev.sluice.plugin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.BatchLimits;
import dev.sluice.spi.Destination;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.spi.MappingRow;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A plugin as it is printed: what it maps, what it can be set to, what one request may hold. Worked out of the example settings in
 * its schema.
 *
 * @param json the whole description; {@code settings} is their schema, and {@code dedupeWindowSeconds} is null where the destination
 *     knows no event again
 */
public record PluginDescription(ObjectNode json) {

    /**
     * Describes a plugin.
     *
     * @param origin where it comes from
     */
    public static PluginDescription of(DestinationPlugin plugin, String origin) {
        ObjectNode json = summary(plugin).put("origin", origin).put("spiVersion", plugin.spiVersion());
        ObjectNode schema = plugin.settingsSchema();
        Destination example =
                plugin.configure((ObjectNode) schema.path("examples").path(0));
        ObjectNode endpoints = json.putObject("endpoints");
        new TreeMap<>(plugin.endpoints()).forEach((region, uri) -> endpoints.put(region, uri.toString()));
        ArrayNode mapping = json.putArray("mapping");
        for (MappingRow row : example.mapping().rows()) {
            mapping.addObject()
                    .put("target", row.target())
                    .put("source", row.source().describe())
                    .put("conversion", row.conversion().describe())
                    .put("required", row.required());
        }
        ArrayNode further = json.putArray("furtherTargets");
        new TreeSet<>(example.mapping().furtherTargets()).forEach(further::add);
        BatchLimits limits = example.limits();
        json.putObject("limits")
                .put("maxEvents", limits.maxEvents())
                .put("maxBytes", limits.maxBytes())
                .put("maxEventBytes", limits.maxEventBytes())
                .put("maxStringLength", example.mapping().limits().maxStringLength())
                .put("maxDepth", example.mapping().limits().maxDepth());
        json.put(
                "dedupeWindowSeconds",
                example.dedupeWindow().map(Duration::toSeconds).orElse(null));
        json.set("settings", schema);
        return new PluginDescription(json);
    }

    /** All plugins in short with where they come from, and the jars that can't be used, as JSON. */
    public static ObjectNode list(PluginRegistry plugins) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        plugins.folder().ifPresent(folder -> list.put("folder", folder.toString()));
        ArrayNode all = list.putArray("plugins");
        plugins.all().forEach(plugin -> all.add(summary(plugin).put("origin", plugins.origin(plugin))));
        list.set("brokenJars", list(plugins.broken()));
        return list;
    }

    /** Jars that can't be used, as JSON. */
    public static ArrayNode list(List<BrokenJar> broken) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        broken.forEach(jar -> list.addObject().put("jar", jar.jar()).put("reason", jar.reason()));
        return list;
    }

    /** The description for people. */
    public String text() {
        return new PluginText(json).toString();
    }

    private static ObjectNode summary(DestinationPlugin plugin) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", plugin.name())
                .put("description", plugin.description());
    }
}
