package dev.sluice.segment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.spi.Conversion;
import dev.sluice.spi.customerio.NameConversions;
import java.util.Locale;
import java.util.Map;

/** How a track call is named after what happened. */
enum EventNames {
    TITLE(NameConversions.CAPITALISED),
    SNAKE(Conversion.TEXT.then(new Conversion("in snake case", EventNames::snake))),
    SEMANTIC(
            NameConversions.CAPITALISED.then(new Conversion("as Segment's Email spec names it", EventNames::semantic)));

    /**
     * What the Email spec names otherwise; it has the other names as they are. Source: segment.com/docs/connections/spec/email.
     */
    private static final Map<String, String> BY_TITLE = Map.of(
            "Email Clicked", "Email Link Clicked",
            "Email Spammed", "Email Marked as Spam",
            "Email Unsubscribed", "Unsubscribed",
            "Customer Unsubscribed", "Unsubscribed");

    private final Conversion conversion;

    EventNames(Conversion conversion) {
        this.conversion = conversion;
    }

    /** Of the object type and metric, as words. */
    Conversion conversion() {
        return conversion;
    }

    static EventNames of(String setting) {
        return valueOf(setting.toUpperCase(Locale.ROOT));
    }

    private static JsonNode snake(JsonNode words) {
        return TextNode.valueOf(words.asText().strip().toLowerCase(Locale.ROOT).replaceAll("[\\s.\\-]+", "_"));
    }

    private static JsonNode semantic(JsonNode title) {
        return TextNode.valueOf(BY_TITLE.getOrDefault(title.asText(), title.asText()));
    }
}
