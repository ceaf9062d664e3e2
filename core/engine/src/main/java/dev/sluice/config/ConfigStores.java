package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The places a configuration comes from: the file, then environment variables, then system properties. The later ones win, value
 * by value.
 */
final class ConfigStores {

    private static final long NEVER = -1;

    private final EnvironmentOverlay variables;
    private final EnvironmentOverlay properties;

    ConfigStores(SchemaTree schema, Environment environment) {
        this.variables = EnvironmentOverlay.ofVariables(schema, environment.variables());
        this.properties = EnvironmentOverlay.ofProperties(schema, environment.properties());
    }

    /** All of them put together; fails as reading the file does. */
    Future<ObjectNode> retrieve(Vertx vertx, ConfigFile file) {
        ConfigRetriever retriever = ConfigRetriever.create(vertx, options(file));
        return retriever
                .getConfig()
                .map(ConfigStores::tree)
                .eventually(retriever::close)
                .recover(failure -> Future.failedFuture(file.unreadable(failure)));
    }

    /** The same with the file's content at hand. */
    ObjectNode over(ObjectNode content) {
        JsonObject merged = new JsonObject(content.toString());
        return tree(merged.mergeIn(variables.values(), true).mergeIn(properties.values(), true));
    }

    /** What set a value other than the file, by pointer. */
    Map<JsonPointer, String> origins() {
        Map<JsonPointer, String> origins = new HashMap<>(variables.origins());
        origins.putAll(properties.origins());
        return origins;
    }

    /**
     * Names that look as if they were meant for a key, and are not.
     *
     * @param referredTo environment variables that the configuration refers to itself
     */
    List<String> warnings(Set<String> referredTo) {
        List<String> warnings = new ArrayList<>(variables.warnings(EnvironmentOverlay.VARIABLE, referredTo));
        warnings.addAll(properties.warnings(EnvironmentOverlay.PROPERTY, Set.of()));
        return warnings;
    }

    private ConfigRetrieverOptions options(ConfigFile file) {
        return new ConfigRetrieverOptions()
                .setScanPeriod(NEVER)
                .addStore(new ConfigStoreOptions()
                        .setType("file")
                        .setFormat(StrictJsonProcessor.FORMAT)
                        .setConfig(new JsonObject()
                                .put("path", file.path().toAbsolutePath().toString())))
                .addStore(new ConfigStoreOptions().setType("json").setConfig(variables.values()))
                .addStore(new ConfigStoreOptions().setType("json").setConfig(properties.values()));
    }

    private static ObjectNode tree(JsonObject json) {
        return StrictJson.parse(json.encode().getBytes(StandardCharsets.UTF_8));
    }
}
