package dev.sluice.spi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Optional;

/**
 * Reads settings that are valid against their schema, whose defaults stand in for what is left out: so that each default stands in
 * one place. Prints without its values, which may be secret.
 */
public final class Settings {

    private final ObjectNode values;
    private final ObjectNode schema;

    private Settings(ObjectNode values, ObjectNode schema) {
        this.values = values;
        this.schema = schema;
    }

    /**
     * The settings of a plugin's destination.
     *
     * @param plugin whose schema has the defaults
     * @param values what {@link DestinationPlugin#configure} was given
     * @return the settings, to be read in {@code configure} and not kept
     */
    public static Settings of(DestinationPlugin plugin, ObjectNode values) {
        return new Settings(values, plugin.settingsSchema());
    }

    /**
     * A setting as text.
     *
     * @param name a property of the schema
     * @return empty where it is left out without a default
     */
    public String text(String name) {
        return value(name).asText("");
    }

    /**
     * A setting as text that may be left out.
     *
     * @param name a property of the schema
     * @return empty where it is left out without a default, or blank
     */
    public Optional<String> optionalText(String name) {
        return Optional.of(text(name)).filter(text -> !text.isBlank());
    }

    /**
     * A whole number.
     *
     * @param name a property of the schema
     * @return 0 where it is left out without a default
     */
    public int number(String name) {
        return value(name).asInt(0);
    }

    /**
     * Yes or no.
     *
     * @param name a property of the schema
     * @return no where it is left out without a default
     */
    public boolean flag(String name) {
        return value(name).asBoolean(false);
    }

    /**
     * A setting of any form.
     *
     * @param name a property of the schema
     * @return a missing node where it is left out without a default; not to be changed
     */
    public JsonNode value(String name) {
        JsonNode value = values.path(name);
        return value.isMissingNode() || value.isNull()
                ? schema.path("properties").path(name).path("default")
                : value;
    }

    /**
     * An http or https address that requests can be sent to.
     *
     * @param name a property of the schema
     * @return empty where it is left out without a default
     * @throws InvalidSettingsException where it is none, or holds a password or a fragment
     */
    public Optional<URI> address(String name) {
        return optionalText(name).map(text -> Addresses.parse("/" + name, text));
    }

    /**
     * The same with a path where it was written without one, as people write the address of a server.
     *
     * @param name a property of the schema
     * @param path with a slash before it: {@code /batch}
     * @return empty where it is left out without a default
     * @throws InvalidSettingsException as {@link #address(String)}
     */
    public Optional<URI> address(String name, String path) {
        return address(name).map(address -> Addresses.withPath(address, path));
    }

    @Override
    public String toString() {
        return "settings";
    }
}
