package dev.sluice.testkit.contract.flawed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Destination;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.testkit.contract.good.GoodPlugin;
import java.net.URI;
import java.util.Map;

/** The good plugin, to be spoilt in one place. */
class FlawedPlugin implements DestinationPlugin {

    private final DestinationPlugin good = new GoodPlugin();

    @Override
    public String name() {
        return good.name();
    }

    @Override
    public String spiVersion() {
        return good.spiVersion();
    }

    @Override
    public String description() {
        return good.description();
    }

    @Override
    public ObjectNode settingsSchema() {
        ObjectNode schema = good.settingsSchema();
        spoil(schema);
        return schema;
    }

    @Override
    public Map<String, URI> endpoints() {
        return good.endpoints();
    }

    @Override
    public Destination configure(ObjectNode settings) {
        return spoilt(good.configure(settings), settings);
    }

    void spoil(ObjectNode schema) {}

    Destination spoilt(Destination destination, ObjectNode settings) {
        return destination;
    }
}
