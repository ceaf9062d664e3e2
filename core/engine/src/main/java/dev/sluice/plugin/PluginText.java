package dev.sluice.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A plugin's description for people.
 *
 * @param json what {@link PluginDescription} holds
 */
record PluginText(ObjectNode json) {

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(json.path("name").asText())
                .append(": ")
                .append(json.path("description").asText())
                .append("\nOrigin: ")
                .append(json.path("origin").asText())
                .append(", compiled against SPI ")
                .append(json.path("spiVersion").asText())
                .append("\n\nMapping (* is required)\n")
                .append(mapping())
                .append("\nSettings\n")
                .append(settings())
                .append(endpoints())
                .append("\nLimits\n")
                .append(limits());
        return text.toString().stripTrailing();
    }

    private String mapping() {
        TextTable table = new TextTable(36, 50, 50);
        table.row("FIELD", "FROM", "CONVERSION");
        for (JsonNode row : json.path("mapping")) {
            table.row(
                    row.path("target").asText() + (row.path("required").asBoolean() ? " *" : ""),
                    row.path("source").asText(),
                    row.path("conversion").asText());
        }
        List<String> further = new ArrayList<>();
        json.path("furtherTargets").forEach(target -> further.add(target.asText()));
        if (further.isEmpty()) {
            return table.toString();
        }
        TextTable more = new TextTable(120);
        more.row("A configuration may also set " + String.join(", ", further) + ".");
        return table + more.toString();
    }

    private String settings() {
        TextTable table = new TextTable(30, 24, 24, 80);
        table.row("SETTING", "TYPE", "DEFAULT", "MEANING");
        JsonNode schema = json.path("settings");
        addSettings(table, schema, "");
        return table.toString();
    }

    private static void addSettings(TextTable table, JsonNode schema, String prefix) {
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        for (Map.Entry<String, JsonNode> setting : schema.path("properties").properties()) {
            JsonNode property = setting.getValue();
            boolean secret = property.path("writeOnly").asBoolean();
            table.row(
                    prefix + setting.getKey(),
                    type(property) + (secret ? ", secret" : ""),
                    required.contains(setting.getKey()) ? "(required)" : standard(property),
                    property.path("description").asText());
            addSettings(table, property, prefix + setting.getKey() + ".");
        }
    }

    private static String type(JsonNode property) {
        List<String> words = new ArrayList<>();
        if (property.has("enum")) {
            property.path("enum").forEach(value -> words.add(value.asText()));
        } else if (property.path("type").isArray()) {
            property.path("type").forEach(type -> words.add(type.asText()));
        } else {
            words.add(property.path("type").asText("any"));
        }
        return String.join(" or ", words);
    }

    private static String standard(JsonNode property) {
        JsonNode value = property.path("default");
        return value.isMissingNode() ? "" : value.isTextual() ? value.asText() : value.toString();
    }

    private String endpoints() {
        TextTable table = new TextTable(30, 120);
        for (Map.Entry<String, JsonNode> endpoint : json.path("endpoints").properties()) {
            table.row(endpoint.getKey(), endpoint.getValue().asText());
        }
        String lines = table.toString();
        return lines.isEmpty() ? "" : "\nEndpoints\n" + lines;
    }

    private String limits() {
        TextTable table = new TextTable(30, 20, 80);
        JsonNode limits = json.path("limits");
        table.row("maxEvents", limits.path("maxEvents").asText(), "events in a request");
        table.row("maxBytes", limits.path("maxBytes").asText(), "bytes of a request, before it is compressed");
        table.row(
                "maxEventBytes",
                limits.path("maxEventBytes").asText(),
                "bytes of an event; larger ones are dead letters");
        table.row(
                "maxStringLength",
                limits.path("maxStringLength").asText(),
                "characters of a string; longer ones are cut");
        table.row("maxDepth", limits.path("maxDepth").asText(), "levels of nesting; deeper ones are sent as JSON text");
        JsonNode window = json.path("dedupeWindowSeconds");
        if (window.isNumber()) {
            table.row(
                    "dedupe window",
                    words(Duration.ofSeconds(window.asLong())),
                    "in which a second copy of an event counts once");
        } else {
            table.row("dedupe window", "none", "a second copy of an event counts twice");
        }
        return table.toString();
    }

    private static String words(Duration time) {
        if (time.toHoursPart() == 0 && time.toMinutesPart() == 0 && time.toSecondsPart() == 0) {
            return time.toDays() + (time.toDays() == 1 ? " day" : " days");
        }
        return time.toMinutesPart() == 0 && time.toSecondsPart() == 0
                ? time.toHours() + " hours"
                : time.toSeconds() + " seconds";
    }
}
