package dev.sluice.testkit.contract.good;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Destination;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.spi.Settings;
import dev.sluice.spi.Spi;
import java.net.URI;
import java.util.Map;

/** A plugin that keeps the contract. */
public final class GoodPlugin implements DestinationPlugin {

    static final Map<String, URI> ENDPOINTS = Map.of(
            "us", URI.create("https://us.good.example/events"),
            "eu", URI.create("https://eu.good.example/events"));

    @Override
    public String name() {
        return "good";
    }

    @Override
    public String spiVersion() {
        return Spi.VERSION;
    }

    @Override
    public String description() {
        return "A destination that does nothing wrong.";
    }

    @Override
    public Map<String, URI> endpoints() {
        return ENDPOINTS;
    }

    @Override
    public Destination configure(ObjectNode settings) {
        Settings read = Settings.of(this, settings);
        URI endpoint = read.address("endpoint").orElseGet(() -> ENDPOINTS.get(read.text("region")));
        return new GoodDestination(endpoint, read.text("token"), read.text("source"));
    }
}
