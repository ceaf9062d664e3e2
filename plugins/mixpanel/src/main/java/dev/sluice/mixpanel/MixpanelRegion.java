package dev.sluice.mixpanel;

import java.net.URI;
import java.util.Locale;

/** Where a project's data resides. Source: docs.mixpanel.com/reference/ingestion-api, /docs/privacy/eu-residency, /in-residency. */
enum MixpanelRegion {
    US("api"),
    EU("api-eu"),
    IN("api-in");

    /** What an address that is written without a path gets. */
    static final String PATH = "/import";

    private final URI endpoint;

    MixpanelRegion(String server) {
        endpoint = URI.create("https://" + server + ".mixpanel.com" + PATH);
    }

    URI endpoint() {
        return endpoint;
    }

    /** As the settings write it. */
    String setting() {
        return name().toLowerCase(Locale.ROOT);
    }

    static MixpanelRegion of(String setting) {
        return valueOf(setting.toUpperCase(Locale.ROOT));
    }
}
