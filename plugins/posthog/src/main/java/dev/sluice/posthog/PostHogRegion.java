package dev.sluice.posthog;

import java.net.URI;
import java.util.Locale;

/** Where a project is on PostHog Cloud. Source: posthog.com/docs/api/capture. */
enum PostHogRegion {
    US("https://us.i.posthog.com"),
    EU("https://eu.i.posthog.com");

    /** What an address that is written without a path gets: that of one's own server, as a rule. */
    static final String PATH = "/batch/";

    private final URI endpoint;

    PostHogRegion(String server) {
        endpoint = URI.create(server + PATH);
    }

    URI endpoint() {
        return endpoint;
    }

    /** As settings write it. */
    String setting() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PostHogRegion of(String setting) {
        return valueOf(setting.toUpperCase(Locale.ROOT));
    }
}
