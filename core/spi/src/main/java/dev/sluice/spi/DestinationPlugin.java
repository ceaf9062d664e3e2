package dev.sluice.spi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;

/**
 * A kind of destination, found by {@link java.util.ServiceLoader}. It declares what it is and makes {@link Destination}s from
 * settings; it does no input or output, starts no thread and holds no state.
 *
 * <p>The engine makes one instance and may call it from any thread. Every method answers the same each time.
 */
public interface DestinationPlugin {

    /** The name that a configuration gives as {@code "plugin"}: lower-case letters, digits and hyphens. */
    String name();

    /**
     * The edition of this interface that the plugin was compiled against: every plugin answers {@code return Spi.VERSION;}, which
     * the compiler turns into the edition at hand. Asked first; a plugin that does not fit is refused with both editions named.
     */
    String spiVersion();

    /** One sentence for an operator: which product, which of its APIs. */
    String description();

    /**
     * The JSON Schema (2020-12) of the settings, by default the file {@code settings.schema.json} beside the plugin's class. Each
     * property carries a {@code description}; a secret one is marked {@code "writeOnly": true} and is kept out of logs, errors and
     * answers; the first of {@code examples} is a whole, valid settings object, from which the engine prints the mapping of a
     * destination that nobody has configured yet.
     */
    default ObjectNode settingsSchema() {
        return SettingsSchema.beside(getClass());
    }

    /** The default endpoint of each region, by the region's name in the settings. */
    Map<String, URI> endpoints();

    /**
     * Makes a destination.
     *
     * @param settings valid against {@link #settingsSchema()}, secrets resolved; {@link Settings} reads them with the schema's
     *     defaults
     * @throws InvalidSettingsException where settings that fit the schema still can't work together
     */
    Destination configure(ObjectNode settings);
}
