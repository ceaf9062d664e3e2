package dev.sluice.testkit.contract.flawed.cache;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Destination;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.testkit.contract.good.GoodPlugin;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers what it made, in a field that is final. */
public final class CachingPlugin implements DestinationPlugin {

    private final DestinationPlugin good = new GoodPlugin();
    private final Map<ObjectNode, Destination> made = new ConcurrentHashMap<>();

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
        return made.computeIfAbsent(settings.deepCopy(), good::configure);
    }
}
