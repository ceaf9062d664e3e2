package dev.sluice.spi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;

/**
 * A kind of destination, found by {@link java.util.ServiceLoader}: a public class with a public constructor without parameters, named in
 * {@code META-INF/services/dev.sluice.spi.DestinationPlugin} of its jar. It declares what it is and makes {@link Destination}s from
 * settings; it does no input or output, starts no thread, writes no log and holds no state.
 *
 * <p>The engine makes one instance of a jar, asks {@link #spiVersion()}, then {@link #name()}, and the rest when it needs it: from any
 * thread, several at once, as often as it likes. Every method answers the same each time and none returns null. A plugin that fails on
 * the way is named with its reason and not used, or, where it is configured, keeps the relay from starting; while it runs, the change
 * is refused and what ran before goes on.
 *
 * <p>A jar shares the JDK, this interface and Jackson with the engine. All else it brings itself, and no other plugin sees it.
 */
public interface DestinationPlugin {

    /**
     * The name that a configuration gives as {@code "plugin"}.
     *
     * @return lower-case letters, digits and single hyphens, 63 characters at most; no two plugins have the same
     */
    String name();

    /**
     * The edition of this interface that the plugin was compiled against: every plugin answers {@code return Spi.VERSION;}, which
     * the compiler turns into the edition at hand. Asked first; a plugin that does not fit is refused with both editions named.
     *
     * @return {@link Spi#VERSION}
     */
    String spiVersion();

    /**
     * Which product it is and which of its APIs.
     *
     * @return one sentence for an operator
     */
    String description();

    /**
     * The JSON Schema (2020-12) of the settings, by default the file {@code settings.schema.json} beside the plugin's class. Each
     * property carries a {@code description}; a secret one is marked {@code "writeOnly": true} and is kept out of logs, errors and
     * answers; the first of {@code examples} is a whole, valid settings object, from which the engine prints the mapping of a
     * destination that nobody has configured yet.
     *
     * @return a fresh copy, which the caller may change
     */
    default ObjectNode settingsSchema() {
        return SettingsSchema.beside(getClass());
    }

    /**
     * The default endpoint of each region.
     *
     * @return absolute http or https addresses by the region's name in the settings; empty where a setting alone says where to
     */
    Map<String, URI> endpoints();

    /**
     * Makes a destination. Called once for each configured destination that names this plugin, and also to check a configuration that is never
     * run; it may take its time, but waits for nobody.
     *
     * @param settings valid against {@link #settingsSchema()}, secrets resolved; {@link Settings} reads them with the schema's
     *     defaults. To be read, and not to be kept: it is the engine's
     * @return a new destination, which shares nothing that changes with any other
     * @throws InvalidSettingsException where settings that fit the schema still can't work together
     */
    Destination configure(ObjectNode settings);
}
