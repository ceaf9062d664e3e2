package dev.sluice.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.plugin.PluginRegistry;
import dev.sluice.spi.DestinationPlugin;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Loads configurations: from a file, over which environment variables ({@code SLUICE_INGEST_PORT}) and system properties
 * ({@code sluice.ingest.port}) are laid. Immutable, safe to use from any thread.
 */
public final class ConfigLoader {

    private final PluginRegistry plugins;
    private final Environment environment;
    private final SchemaTree schema;

    /**
     * @param plugins the plugins that destinations may use, by name
     * @param environment what the configuration may refer to
     */
    public ConfigLoader(Map<String, DestinationPlugin> plugins, Environment environment) {
        this(PluginRegistry.of(plugins.values()), environment);
    }

    /**
     * @param plugins the plugins that destinations may use, and the jars that can't be used
     * @param environment what the configuration may refer to
     */
    public ConfigLoader(PluginRegistry plugins, Environment environment) {
        this.plugins = plugins;
        this.environment = environment;
        this.schema = SchemaTree.ofConfig();
    }

    /**
     * Loads a file.
     *
     * @return completes with the configuration; fails with an {@link InvalidConfigException} where the file can't be read or
     *     anything in it is wrong
     */
    public Future<LoadedConfig> load(Vertx vertx, Path file) {
        ConfigFile source = new ConfigFile(file);
        ConfigStores stores = new ConfigStores(schema, environment);
        return source.inspect(vertx)
                .compose(present -> stores.retrieve(vertx, source))
                // Reads the files that hold secrets, which blocks.
                .compose(written -> vertx.executeBlocking(() -> review(source.name(), stores, written)));
    }

    /**
     * Loads a file and waits for it. Not to be called on an event loop.
     *
     * @throws InvalidConfigException where the file can't be read or anything in it is wrong
     */
    public LoadedConfig loadBlocking(Vertx vertx, Path file) {
        return load(vertx, file).await();
    }

    /**
     * Loads a configuration that is at hand as text. Blocks where it refers to files.
     *
     * @param source what to call it in messages
     * @throws InvalidConfigException where anything in it is wrong
     */
    public LoadedConfig loadText(String source, String json) {
        ConfigStores stores = new ConfigStores(schema, environment);
        try {
            ObjectNode content = StrictJson.parse(json.getBytes(StandardCharsets.UTF_8));
            return review(source, stores, stores.over(content));
        } catch (ConfigSyntaxException malformed) {
            throw malformed.in(source);
        }
    }

    private LoadedConfig review(String source, ConfigStores stores, ObjectNode written) {
        return new ConfigReview(schema, stores, plugins, environment, written).read(source);
    }
}
