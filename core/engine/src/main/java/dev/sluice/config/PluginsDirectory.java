package dev.sluice.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a configuration says that its plugins are: read before all else, since the rest can't be checked without them. */
public final class PluginsDirectory {

    private static final String KEY = "plugins";

    private PluginsDirectory() {}

    /**
     * Reads it in a file, and in what is laid over the file.
     *
     * @return completes with the folder, which need not exist, or empty where none is named. Never fails: whoever loads the whole
     *     file tells what is wrong with it
     */
    public static Future<Optional<Path>> of(Vertx vertx, Path file, Environment environment) {
        ConfigFile source = new ConfigFile(file);
        SchemaTree schema = SchemaTree.ofConfig();
        return source.inspect(vertx)
                .compose(present -> new ConfigStores(schema, environment).retrieve(vertx, source))
                .compose(written -> vertx.executeBlocking(() -> in(written, schema, environment), false))
                .otherwise(Optional.empty());
    }

    private static Optional<Path> in(ObjectNode written, SchemaTree schema, Environment environment) {
        ObjectNode section = JsonNodeFactory.instance.objectNode();
        section.set(KEY, written.path(KEY));
        Findings ignored = new Findings(new WrittenValues(section, new ConfigSchema(schema)), Map.of());
        try {
            return ConfigReader.pluginsDirectory(new SecretReferences(environment, ignored).resolve(section));
        } catch (InvalidPathException none) {
            return Optional.empty();
        }
    }
}
