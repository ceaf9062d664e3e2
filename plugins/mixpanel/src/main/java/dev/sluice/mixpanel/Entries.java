package dev.sluice.mixpanel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Conversion;
import java.util.Map;

/**
 * Keeps objects and arrays to as many entries as Mixpanel takes, which is fewer than 255, and an event to as many properties. Source:
 * docs.mixpanel.com/reference/import-events, on high-level requirements.
 */
final class Entries {

    private static final int MOST = 254;

    /** Room for the properties that have rows of their own, and some that overrides add. */
    private static final int OWN_PROPERTIES = 24;

    /** What is nested deeper becomes text. */
    private static final int DEEPEST = 3;

    /** For the properties of an event. */
    static final Conversion OF_THE_EVENT = limited(MOST - OWN_PROPERTIES);

    /** For the value of one property. */
    static final Conversion OF_A_VALUE = limited(MOST);

    private Entries() {}

    private static Conversion limited(int most) {
        return new Conversion(
                "the first " + most + " entries",
                value -> fits(value, most, DEEPEST) ? value : cut(value, most, DEEPEST));
    }

    private static boolean fits(JsonNode value, int most, int levels) {
        if (!value.isContainerNode() || levels == 0) {
            return true;
        }
        if (value.size() > most) {
            return false;
        }
        for (JsonNode child : value) {
            if (!fits(child, MOST, levels - 1)) {
                return false;
            }
        }
        return true;
    }

    private static JsonNode cut(JsonNode value, int most, int levels) {
        if (levels == 0) {
            return value;
        }
        if (value instanceof ObjectNode object) {
            ObjectNode few = object.objectNode();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (few.size() == most) {
                    break;
                }
                few.set(field.getKey(), cut(field.getValue(), MOST, levels - 1));
            }
            return few;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode few = array.arrayNode();
            for (int i = 0; i < Math.min(most, array.size()); i++) {
                few.add(cut(array.get(i), MOST, levels - 1));
            }
            return few;
        }
        return value;
    }
}
