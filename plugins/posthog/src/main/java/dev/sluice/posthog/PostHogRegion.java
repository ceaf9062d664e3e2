package dev.sluice.posthog;

import java.net.URI;
import java.util.Locale;

/** Where a project is on PostHog Cloud. Source: posthog.com/docs/api/capture. */
enum PostHogRegion {
    US("https://us.i.posthog.com/batch/"),
    EU("https://eu.i.posthog.com/batch/");

    private final URI endpoint;

    PostHogRegion(String endpoint) {
        this.endpoint = URI.create(endpoint);
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
