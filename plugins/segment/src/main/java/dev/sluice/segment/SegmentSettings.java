package dev.sluice.segment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.InvalidSettingsException;
import dev.sluice.spi.Settings;
import java.net.URI;

/**
 * The settings with their defaults; the schema beside this class describes each.
 *
 * @param endpoint where requests go: the setting, or the region's own
 * @param messageIdPrefix empty for none
 * @param integrations empty for all
 */
record SegmentSettings(
        String writeKey,
        SegmentRegion region,
        URI endpoint,
        EventNames eventNames,
        String messageIdPrefix,
        ObjectNode integrations,
        boolean bodyContent,
        boolean gzip) {

    /** @throws InvalidSettingsException where the endpoint is no address */
    static SegmentSettings of(Settings settings) {
        SegmentRegion region = SegmentRegion.of(settings.text("region"));
        return new SegmentSettings(
                settings.text("writeKey"),
                region,
                settings.address("endpoint").orElseGet(region::endpoint),
                EventNames.of(settings.text("eventNames")),
                settings.text("messageIdPrefix"),
                settings.value("integrations") instanceof ObjectNode chosen
                        ? chosen.deepCopy()
                        : JsonNodeFactory.instance.objectNode(),
                settings.flag("bodyContent"),
                settings.flag("gzip"));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "segment at " + endpoint;
    }
}
