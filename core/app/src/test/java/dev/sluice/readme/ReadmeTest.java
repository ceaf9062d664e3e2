package dev.sluice.readme;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.plugin.PluginRegistry;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.spi.EventCatalog;
import dev.sluice.spi.MappingRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The README and the examples say what the code does. */
class ReadmeTest {

    private static final Path ROOT = Path.of("../..");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern TABLE_KEY = Pattern.compile("(?m)^\\| `([^`]+)`[^|]*\\| (?:`([^`]*)`)? ?\\|");

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    private static String section(String from, String to) throws IOException {
        String readme = readme();
        return readme.substring(readme.indexOf(from), readme.indexOf(to));
    }

    /** Key to default, as a table of the README has them. */
    private static Map<String, String> table(String text) {
        Map<String, String> rows = new TreeMap<>();
        for (MatchResult row : TABLE_KEY.matcher(text).results().toList()) {
            rows.put(row.group(1), row.group(2) == null ? "" : row.group(2));
        }
        return rows;
    }

    private static void collect(JsonNode schema, JsonNode root, String path, Map<String, String> keys) {
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String key = path + property.getKey();
            JsonNode value = property.getValue();
            JsonNode items =
                    root.at(value.path("items").path("$ref").asText("#/none").substring(1));
            if (value.has("properties")) {
                collect(value, root, key + ".", keys);
            } else if (items.has("properties")) {
                collect(items, root, key + "[].", keys);
            } else if (!key.equals("$schema")) {
                JsonNode standard = value.path("default");
                keys.put(key, standard.isTextual() ? standard.asText() : standard.toString());
            }
        }
    }

    @Test
    void listsEveryKeyOfTheConfigurationWithItsDefault() throws IOException {
        JsonNode schema =
                MAPPER.readTree(ROOT.resolve("conf/sluice.schema.json").toFile());
        Map<String, String> keys = new TreeMap<>();
        collect(schema, schema, "", keys);

        assertThat(table(section("## Configuration", "## Destinations"))).isEqualTo(keys);
    }

    private static DestinationPlugin amplitude() {
        return PluginRegistry.load(ReadmeTest.class.getClassLoader())
                .find("amplitude")
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "amplitude, Amplitude, Mixpanel",
        "mixpanel, Mixpanel, PostHog",
        "posthog, PostHog, Segment",
        "segment, Segment, Any HTTP endpoint",
        "http, Any HTTP endpoint, ## Command line"
    })
    void listsEverySettingOfEachDestination(String plugin, String heading, String next) throws IOException {
        String settings = section("### " + heading, next.startsWith("#") ? next : "### " + next);

        for (Map.Entry<String, JsonNode> setting :
                schema(plugin).path("properties").properties()) {
            JsonNode standard = setting.getValue().path("default");
            assertThat(settings).contains("`" + setting.getKey() + "`");
            assertThat(table(settings).getOrDefault(setting.getKey(), ""))
                    .isIn(standard.asText(), standard.isMissingNode() ? "" : standard.toString());
        }
    }

    private static JsonNode schema(String plugin) throws IOException {
        Path resources = ROOT.resolve("plugins").resolve(plugin).resolve("src/main/resources/dev/sluice");
        try (Stream<Path> files = Files.walk(resources)) {
            Path file = files.filter(each -> each.endsWith("settings.schema.json"))
                    .findFirst()
                    .orElseThrow();
            return MAPPER.readTree(file.toFile());
        }
    }

    @Test
    void listsEveryTargetOfAmplitudesMapping() throws IOException {
        String mapping = section("## What arrives at Amplitude", "## Configuration");
        ObjectNode example = (ObjectNode) amplitude().settingsSchema().at("/examples/0");

        assertThat(amplitude().configure(example).mapping().rows())
                .extracting(MappingRow::target)
                .allMatch(target -> mapping.contains("`" + target + "`"));
    }

    @Test
    void theSampleWebhooksAreOneOfEachDocumentedEvent() throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve("examples/webhooks.ndjson"));
        TreeSet<String> names = new TreeSet<>();
        for (String line : lines) {
            JsonNode webhook = MAPPER.readTree(line);
            names.add(webhook.path("object_type").asText() + "."
                    + webhook.path("metric").asText());
        }

        assertThat(lines).hasSize(names.size());
        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(EventCatalog.entries().stream()
                        .map(EventCatalog.Entry::name)
                        .toList());
    }
}
