package dev.sluice.spi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a value on its way from source to target.
 *
 * @param describe the conversion in words for the printed mapping table; empty where nothing is converted
 * @param function gives the converted value, or null to leave the field out; never given null. Called by several threads at once;
 *     changes nothing, what it is given least of all, and does not fail: whatever a sender may write comes by
 */
public record Conversion(String describe, UnaryOperator<@Nullable JsonNode> function) {

    /** The value as it is. */
    public static final Conversion NONE = new Conversion("", value -> value);

    /** A string, a number or a boolean as a string, so that ids keep their zeros; anything else is left out. */
    public static final Conversion TEXT =
            new Conversion("as a string", value -> value.isValueNode() ? TextNode.valueOf(value.asText()) : null);

    /**
     * This conversion, then another one.
     *
     * @param next not called where this one leaves the field out
     * @return both in one, described by both
     */
    public Conversion then(Conversion next) {
        String both = describe.isEmpty() ? next.describe : describe + "; " + next.describe;
        return new Conversion(both, value -> {
            JsonNode converted = function.apply(value);
            return converted == null ? null : next.function.apply(converted);
        });
    }
}
