package dev.sluice.amplitude;

import java.util.Locale;

/** Where a project's data is kept. */
enum AmplitudeRegion {
    US("https://api2.amplitude.com"),
    EU("https://api.eu.amplitude.com");

    private final String host;

    AmplitudeRegion(String host) {
        this.host = host;
    }

    /** The region's server, without a path. */
    String host() {
        return host;
    }

    static AmplitudeRegion of(String setting) {
        return valueOf(setting.toUpperCase(Locale.ROOT));
    }
}
