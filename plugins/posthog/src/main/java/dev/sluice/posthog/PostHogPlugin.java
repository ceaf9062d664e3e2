package dev.sluice.posthog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Destination;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.spi.Settings;
import dev.sluice.spi.Spi;
import java.net.URI;
import java.util.Map;

/** PostHog, in the cloud or on a server of one's own, by the batch request of its capture API. */
public final class PostHogPlugin implements DestinationPlugin {

    @Override
    public String name() {
        return "posthog";
    }

    @Override
    public String spiVersion() {
        return Spi.VERSION;
    }

    @Override
    public String description() {
        return "PostHog, in the cloud or self-hosted, by the batch request of its capture API.";
    }

    @Override
    public Map<String, URI> endpoints() {
        return Map.of("us", PostHogRegion.US.endpoint(), "eu", PostHogRegion.EU.endpoint());
    }

    @Override
    public Destination configure(ObjectNode settings) {
        return new PostHogDestination(PostHogSettings.of(Settings.of(this, settings)));
    }
}
