package com.example.ndjson;

import dev.sluice.spi.InvalidSettingsException;
import dev.sluice.spi.Settings;
import java.net.URI;

/** The settings; the schema beside this class describes each and holds the defaults. */
record NdjsonSettings(URI endpoint, String token, boolean gzip) {

    /** @throws InvalidSettingsException where the endpoint is no address */
    static NdjsonSettings of(Settings settings) {
        URI endpoint = settings.address("endpoint")
                .orElseThrow(() -> new InvalidSettingsException(
                        "/endpoint", "is blank; write an address such as https://collector.example.com/events"));
        return new NdjsonSettings(endpoint, settings.text("token"), settings.flag("gzip"));
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "ndjson at " + endpoint;
    }
}
