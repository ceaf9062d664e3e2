package dev.sluice.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.spi.InvalidSettingsException;
import dev.sluice.spi.Settings;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * The settings with their defaults; the schema beside this class describes each.
 *
 * @param body the template, compiled; empty to send events as they are
 * @param signature empty where requests are not signed
 */
record HttpSettings(
        URI url,
        String method,
        Map<String, String> headers,
        Optional<BodyTemplate> body,
        BatchFormat format,
        int maxEvents,
        int maxBytes,
        Optional<WebhookSignature> signature,
        StatusRules statuses,
        boolean gzip) {

    /** @throws InvalidSettingsException for what the schema can't tell: an address, a header, a template, a secret, a clash */
    static HttpSettings of(Settings settings) {
        Optional<WebhookSignature> signature = WebhookSignature.of(settings.value("signingSecrets"));
        return new HttpSettings(
                url(settings),
                settings.text("method"),
                RequestHeaders.of(settings.value("headers"), signature.isPresent()),
                settings.optionalText("body").map(BodyTemplate::compile),
                format(settings),
                settings.number("maxEvents"),
                settings.number("maxBytes"),
                signature,
                StatusRules.of(settings),
                settings.flag("gzip"));
    }

    private static URI url(Settings settings) {
        return settings.address("url")
                .orElseThrow(() -> new InvalidSettingsException("/url", "is missing; write where requests shall go"));
    }

    private static BatchFormat format(Settings settings) {
        String name = settings.text("format");
        JsonNode field = settings.value("arrayField");
        if (field.isTextual() && !name.equals("array")) {
            throw new InvalidSettingsException(
                    "/arrayField", "goes with \"format\": \"array\" only, and the format is \"" + name + "\"");
        }
        return switch (name) {
            case "array" -> field.isTextual() ? BatchFormat.arrayIn(field.textValue()) : BatchFormat.ARRAY;
            case "ndjson" -> BatchFormat.NDJSON;
            default -> BatchFormat.SINGLE;
        };
    }

    /** Without headers, secrets, and all but the server of the address. */
    @Override
    public String toString() {
        return "http " + method + " at " + origin();
    }

    /** The server that requests go to; the path and query of a webhook's address are often secret. */
    URI origin() {
        return URI.create(url.getScheme() + "://" + url.getRawAuthority());
    }
}
