package dev.sluice.spi.customerio;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.spi.Source;
import java.util.Set;

/** What an event says besides whom it is about. */
public final class MessageSources {

    private static final String PREFERENCES_CHANGED = "cio_subscription_preferences_changed";

    /** What {@link PersonSources} and {@link #content} take out of {@code data}. */
    private static final Set<String> TAKEN_ELSEWHERE =
            Set.of("identifiers", "recipients", "content", "device_id", "device_platform");

    private MessageSources() {}

    /** {@return what happened to what, as two words or more: {@code in_app clicked}} */
    public static Source name() {
        return Source.joined("/object_type", "/metric");
    }

    /** {@return all fields of {@code data} but those that name the person and the device, and the content} */
    public static Source otherFields() {
        return Source.remainder("/data", TAKEN_ELSEWHERE);
    }

    /**
     * The content: of preference changes, and of sent messages where asked for.
     *
     * @param bodyContent whether the body of a sent message is wanted, as the setting {@code bodyContent} says
     * @return a source that is absent for all other events
     */
    public static Source content(boolean bodyContent) {
        return Source.at("/data/content")
                .where(
                        bodyContent
                                ? "of sent events and of preference changes"
                                : "of preference changes (of sent events with bodyContent)",
                        event -> hasContent(event, bodyContent));
    }

    private static boolean hasContent(JsonNode event, boolean bodyContent) {
        String metric = event.path("metric").asText();
        if (metric.equals(PREFERENCES_CHANGED)
                || event.path("object_type").asText().equals("customer")) {
            return true;
        }
        return bodyContent && metric.equals("sent");
    }
}
