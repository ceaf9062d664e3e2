package dev.sluice.testkit.contract.flawed.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Destination;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.testkit.contract.good.GoodPlugin;
import java.net.URI;
import java.util.Map;

/** Counts what it makes, in a field that is not final. */
public final class StatefulPlugin implements DestinationPlugin {

    private final DestinationPlugin good = new GoodPlugin();
    private int made;

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
        return good.settingsSchema();
    }

    @Override
    public Map<String, URI> endpoints() {
        return good.endpoints();
    }

    @Override
    public Destination configure(ObjectNode settings) {
        made++;
        return good.configure(settings);
    }
}
