package dev.sluice.posthog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.spi.Conversion;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What PostHog may know an event again by: it drops events whose uuid is none, so one is made of every id, always the same (RFC
 * 9562, version 3).
 */
final class EventUuids {

    static final Conversion CONVERSION =
            Conversion.TEXT.then(new Conversion("as a UUID, made of the id where it is none", EventUuids::uuid));

    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private EventUuids() {}

    private static JsonNode uuid(JsonNode id) {
        String text = id.asText();
        return UUID_FORM.matcher(text).matches()
                ? id
                : TextNode.valueOf(UUID.nameUUIDFromBytes(("customerio:" + text).getBytes(StandardCharsets.UTF_8))
                        .toString());
    }
}
