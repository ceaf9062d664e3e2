package dev.sluice.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.spi.InvalidSettingsException;
import java.util.BitSet;
import java.util.OptionalInt;

/**
 * Statuses as settings list them: one, a class, or a range. Immutable.
 *
 * @param setting its name
 */
record StatusSet(String setting, BitSet statuses) {

    /** @throws InvalidSettingsException for a range that ends before it begins */
    static StatusSet of(String setting, JsonNode list) {
        BitSet statuses = new BitSet();
        for (int i = 0; i < list.size(); i++) {
            String text = list.get(i).asText();
            int first = number(text.replace("xx", "00"), 0);
            int last = text.endsWith("xx") ? first + 99 : number(text, text.length() - 3);
            if (last < first) {
                throw new InvalidSettingsException(
                        "/" + setting + "/" + i, "ends before it begins; write \"" + last + "-" + first + "\"");
            }
            statuses.set(first, last + 1);
        }
        return new StatusSet(setting, statuses);
    }

    boolean has(int status) {
        return status >= 0 && statuses.get(status);
    }

    /** A status that both have. */
    OptionalInt shared(StatusSet other) {
        BitSet both = (BitSet) statuses.clone();
        both.and(other.statuses);
        return both.isEmpty() ? OptionalInt.empty() : OptionalInt.of(both.nextSetBit(0));
    }

    private static int number(String text, int at) {
        return Integer.parseInt(text.substring(at, at + 3));
    }
}
