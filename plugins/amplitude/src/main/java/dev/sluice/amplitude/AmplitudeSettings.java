package dev.sluice.amplitude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.InvalidSettingsException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings with their defaults; the schema beside this class describes each.
 *
 * @param endpoint where requests go: the setting, or the region's own
 */
record AmplitudeSettings(
        String apiKey,
        AmplitudeRegion region,
        AmplitudeApi api,
        URI endpoint,
        boolean bodyContent,
        Optional<String> accountId,
        Optional<String> workspaceId,
        int minIdLength,
        boolean gzip) {

    private static final int MAX_PORT = 65_535;

    /** A name or an address, and perhaps a port. */
    private static final Pattern SERVER =
            Pattern.compile("(?:[\\p{L}\\p{N}._-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?");

    private static final String NOT_AN_ADDRESS = "is not an address; write one such as https://proxy.example.com/batch";

    /** @throws InvalidSettingsException where the endpoint is no address */
    static AmplitudeSettings of(ObjectNode settings) {
        AmplitudeRegion region = AmplitudeRegion.of(settings.path("region").asText("us"));
        AmplitudeApi api = AmplitudeApi.of(settings.path("api").asText("batch"));
        return new AmplitudeSettings(
                settings.path("apiKey").asText(),
                region,
                api,
                settings.has("endpoint") ? uri(settings.path("endpoint").asText()) : api.endpoint(region),
                settings.path("bodyContent").asBoolean(false),
                text(settings.path("accountId")),
                text(settings.path("workspaceId")),
                settings.path("minIdLength").asInt(1),
                settings.path("gzip").asBoolean(false));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "amplitude " + api + " at " + endpoint;
    }

    private static Optional<String> text(JsonNode value) {
        return value.isMissingNode() || value.isNull() || value.asText().isBlank()
                ? Optional.empty()
                : Optional.of(value.asText());
    }

    private static URI uri(String text) {
        URI uri = parsed(text);
        if (uri.getRawAuthority() == null) {
            throw new InvalidSettingsException("/endpoint", NOT_AN_ADDRESS);
        }
        if (uri.getRawAuthority().contains("@")) {
            throw new InvalidSettingsException(
                    "/endpoint", "holds a user or a password, which would show up in logs; only the address is sent");
        }
        if (uri.getRawFragment() != null) {
            throw new InvalidSettingsException("/endpoint", "has a part after #, which is never sent; leave it out");
        }
        if (!isServer(uri.getRawAuthority())) {
            throw new InvalidSettingsException("/endpoint", NOT_AN_ADDRESS);
        }
        return uri;
    }

    /** Looser than {@link URI#parseServerAuthority}, which refuses the underscores that names in a compose file have. */
    private static boolean isServer(String authority) {
        Matcher server = SERVER.matcher(authority);
        return server.matches() && (server.group(1) == null || Integer.parseInt(server.group(1)) <= MAX_PORT);
    }

    private static URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException malformed) {
            throw new InvalidSettingsException("/endpoint", NOT_AN_ADDRESS);
        }
    }
}
