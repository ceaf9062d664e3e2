package dev.sluice.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * One destination.
 *
 * @param id names the lane in metrics, cursors and dead letters
 * @param plugin the name of the plugin
 * @param settings the plugin's own settings, valid against its schema, secrets resolved
 * @param filter which events go there
 * @param mapping overrides of the plugin's mapping, by target
 * @param batch how events are gathered
 * @param delivery how batches are sent
 * @param window how far the lane reads ahead
 */
public record DestinationConfig(
        String id,
        String plugin,
        ObjectNode settings,
        FilterConfig filter,
        Map<String, MappingOverride> mapping,
        BatchConfig batch,
        DeliveryConfig delivery,
        WindowConfig window) {

    /** Without the settings, which hold secrets. */
    @Override
    public String toString() {
        return id + " (" + plugin + ")";
    }
}
