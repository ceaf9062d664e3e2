package dev.sluice.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.OptionalLong;

/** The envelope's timestamp: seconds as documented, but numeric strings and milliseconds occur. */
final class Timestamp {

    /** From here on a number is taken for milliseconds: as seconds it would lie in the year 5138. */
    private static final BigDecimal FIRST_MILLIS = new BigDecimal("1e11");

    /** From here on a number is no time at all: as milliseconds it would lie in the year 5138. */
    private static final BigDecimal NO_TIME = new BigDecimal("1e14");

    private static final BigDecimal THOUSAND = new BigDecimal(1000);

    /** Longer strings are no numbers that mean a time; keeps the conversion cheap. */
    private static final int MAX_LENGTH = 32;

    private Timestamp() {}

    /** Milliseconds since 1970; empty where the value says no time. */
    static OptionalLong millis(JsonNode value) {
        if (!value.isNumber() && !value.isTextual()) {
            return OptionalLong.empty();
        }
        String text = value.asText().strip();
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return OptionalLong.empty();
        }
        try {
            BigDecimal number = new BigDecimal(text);
            if (number.signum() <= 0 || number.compareTo(NO_TIME) >= 0) {
                return OptionalLong.empty();
            }
            BigDecimal millis = number.compareTo(FIRST_MILLIS) >= 0 ? number : number.multiply(THOUSAND);
            return OptionalLong.of(millis.longValue());
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }
}
