package dev.sluice.mixpanel;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.spi.Conversion;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What Mixpanel knows an event again by: at most 36 bytes, letters, digits and hyphens. Source: docs.mixpanel.com/reference/import-events,
 * section on $insert_id.
 */
final class InsertIds {

    /** The id itself, or a UUID worked out of it (RFC 9562, version 3), which has 36 characters and is always the same. */
    static final Conversion CONVERSION = Conversion.TEXT.then(new Conversion(
            "as a UUID made of it where Mixpanel would refuse it",
            id -> fits(id.asText()) ? id : TextNode.valueOf(hashed(id.asText()))));

    /** The id, where the $insert_id is another one. */
    static final Conversion WHERE_REPLACED = Conversion.TEXT.then(
            new Conversion("only where $insert_id is another one", id -> fits(id.asText()) ? null : id));

    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z-]{1,36}");

    private InsertIds() {}

    private static boolean fits(String id) {
        return FORM.matcher(id).matches() && !RefusedIds.contains(id);
    }

    private static String hashed(String id) {
        return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
