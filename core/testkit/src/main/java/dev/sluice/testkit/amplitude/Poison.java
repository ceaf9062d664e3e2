package dev.sluice.testkit.amplitude;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.Reply;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An event that gets any request refused that it is in.
 *
 * @param field the field that the 400 names it for; empty where the answer names no event
 */
record Poison(Predicate<? super ObjectNode> event, Optional<String> field) {

    /** The 400 for a request with such an event. */
    Optional<Reply> refusal(AmplitudeUpload upload) {
        BadEvents bad = new BadEvents();
        for (int place = 0; place < upload.events().size(); place++) {
            if (event.test(upload.events().get(place))) {
                bad.add(BadEvents.Kind.INVALID_FIELD, field.orElse("event_properties"), place);
            }
        }
        if (bad.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(field.isPresent() ? bad.reply() : Replies.invalidFields());
    }
}
