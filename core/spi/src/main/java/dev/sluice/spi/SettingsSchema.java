package dev.sluice.spi;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Finds the schema of a plugin's settings. */
final class SettingsSchema {

    private static final String FILE = "settings.schema.json";

    private SettingsSchema() {}

    /** The schema in the package of a plugin's class. */
    static ObjectNode beside(Class<?> plugin) {
        try (InputStream schema = plugin.getResourceAsStream(FILE)) {
            if (schema == null) {
                throw new IllegalStateException("there is no " + FILE + " beside " + plugin.getName()
                        + "; put the settings' JSON Schema there");
            }
            return new ObjectMapper().readValue(schema, ObjectNode.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("reading " + FILE + " beside " + plugin.getName(), unreadable);
        }
    }
}
