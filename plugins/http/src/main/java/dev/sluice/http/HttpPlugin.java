package dev.sluice.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Destination;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.spi.Settings;
import dev.sluice.spi.Spi;
import java.net.URI;
import java.util.Map;

/** Any HTTP endpoint, by requests that the settings lay out. */
public final class HttpPlugin implements DestinationPlugin {

    @Override
    public String name() {
        return "http";
    }

    @Override
    public String spiVersion() {
        return Spi.VERSION;
    }

    @Override
    public String description() {
        return "Any HTTP endpoint, with bodies by template and signatures by the Standard Webhooks specification.";
    }

    /** None: only the operator knows the address. */
    @Override
    public Map<String, URI> endpoints() {
        return Map.of();
    }

    @Override
    public Destination configure(ObjectNode settings) {
        return new HttpDestination(HttpSettings.of(Settings.of(this, settings)));
    }
}
