package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ConfigSchemaFileTest {

    private final SchemaTree schema = SchemaTree.ofConfig();

    @Test
    void isAJsonSchema() {
        JsonSchema metaSchema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of(SchemaId.V202012));

        assertThat(metaSchema.validate(schema.root())).isEmpty();
    }

    @Test
    void isTheFileThatEditorsUse() throws IOException {
        assertThat(schema.root())
                .isEqualTo(StrictJson.parse(Files.readAllBytes(Path.of("../../conf/sluice.schema.json"))));
    }

    @Test
    void everyKeyIsDescribedAndHasAnExample() {
        assertThat(schema.keys()).allSatisfy(key -> {
            assertThat(key.schema().path("description").asText()).isNotBlank();
            assertThat(key.schema().path("examples").size()).isPositive();
        });
    }

    @Test
    void everyKeyHasADefaultUnlessItIsNeededOrMeansSomethingByItsAbsence() {
        List<String> without = schema.keys().stream()
                .filter(key -> !key.schema().has("default"))
                .map(key -> key.pointer().toString())
                .filter(pointer -> !pointer.contains("/mapping/"))
                .toList();

        assertThat(without)
                .containsExactlyInAnyOrder(
                        "/$schema",
                        "/destinations",
                        "/destinations/*/id",
                        "/destinations/*/plugin",
                        "/destinations/*/filter/when",
                        "/plugins/directory",
                        "/ingest/tls",
                        "/ingest/tls/certificate",
                        "/ingest/tls/key",
                        "/management/tls",
                        "/management/tls/certificate",
                        "/management/tls/key",
                        "/cluster/tls",
                        "/cluster/tls/certificate",
                        "/cluster/tls/key",
                        "/cluster/tls/authority");
    }

    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        Map<String, String> defaults = schema.keys().stream()
                .filter(SchemaTree.Key::isScalar)
                .filter(key -> key.schema().has("default"))
                .collect(Collectors.toMap(
                        key -> key.pointer().toString(),
                        key -> key.schema().path("default").toString()));

        assertThat(defaults)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("/ingest/host", "\"127.0.0.1\""),
                        Map.entry("/ingest/port", "8080"),
                        Map.entry("/ingest/allowUnsigned", "false"),
                        Map.entry("/ingest/maxBodyBytes", "\"5MiB\""),
                        Map.entry("/ingest/maxInFlightBytes", "\"64MiB\""),
                        Map.entry("/ingest/bodyTimeoutMillis", "30000"),
                        Map.entry("/ingest/maxConnections", "1024"),
                        Map.entry("/ingest/headerTimeoutMillis", "10000"),
                        Map.entry("/ingest/dedupeWindowEvents", "0"),
                        Map.entry("/ingest/customerio/path", "\"/webhooks/customerio\""),
                        Map.entry("/ingest/customerio/timestampToleranceSeconds", "691200"),
                        Map.entry("/journal/type", "\"sqlite\""),
                        Map.entry("/journal/path", "\"data/sluice.db\""),
                        Map.entry("/journal/maxBytes", "\"10GiB\""),
                        Map.entry("/journal/bootstrapServers", "\"\""),
                        Map.entry("/journal/topic", "\"sluice.events\""),
                        Map.entry("/journal/partitions", "12"),
                        Map.entry("/journal/replication", "3"),
                        Map.entry("/journal/deadLetters/maxAge", "\"90d\""),
                        Map.entry("/journal/deadLetters/maxBytes", "\"1GiB\""),
                        Map.entry("/journal/history/maxAge", "\"7d\""),
                        Map.entry("/journal/history/maxBytes", "\"64MiB\""),
                        Map.entry("/destinations/*/batch/maxEvents", "1000"),
                        Map.entry("/destinations/*/batch/maxBytes", "\"1MiB\""),
                        Map.entry("/destinations/*/batch/lingerMillis", "500"),
                        Map.entry("/destinations/*/delivery/concurrency", "4"),
                        Map.entry("/destinations/*/delivery/timeoutMillis", "10000"),
                        Map.entry("/destinations/*/delivery/maxAge", "\"7d\""),
                        Map.entry("/destinations/*/window/maxEvents", "20000"),
                        Map.entry("/destinations/*/window/maxBytes", "\"32MiB\""),
                        Map.entry("/management/host", "\"127.0.0.1\""),
                        Map.entry("/management/port", "9090"),
                        Map.entry("/management/token", "\"\""),
                        Map.entry("/cluster/enabled", "false"),
                        Map.entry("/cluster/name", "\"sluice\""),
                        Map.entry("/cluster/nodeId", "\"\""),
                        Map.entry("/cluster/host", "\"127.0.0.1\""),
                        Map.entry("/cluster/port", "5701"),
                        Map.entry("/cluster/busPort", "0"),
                        Map.entry("/cluster/token", "\"\""),
                        Map.entry("/shutdown/graceSeconds", "30")));
    }

    @TestFactory
    Stream<DynamicTest> everyExampleAndDefaultFitsItsKey() {
        return schema.keys().stream()
                .map(key -> DynamicTest.dynamicTest(key.pointer().toString(), () -> {
                    SchemaValidation validation = new SchemaValidation(standingAlone(key.schema()));
                    for (JsonNode value : values(key.schema())) {
                        assertThat(validation.validate(value))
                                .as(value.toString())
                                .isEmpty();
                        assertThat(Quantity.brokenBound(key.schema(), value)).isEmpty();
                    }
                }));
    }

    private ObjectNode standingAlone(ObjectNode of) {
        return of.deepCopy().set("$defs", schema.root().path("$defs"));
    }

    private static List<JsonNode> values(ObjectNode schema) {
        List<JsonNode> values = new ArrayList<>();
        schema.path("examples").forEach(values::add);
        if (schema.has("default")) {
            values.add(schema.path("default"));
        }
        return values;
    }
}
