package dev.sluice.management;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.journal.LetterQuery;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which dead letters a caller means, read from the fields of a request. */
final class LetterCriteria {

    /** What a caller may narrow by. */
    static final Set<String> FIELDS = Set.of("ids", "destination", "reason", "event", "eventId", "from", "to");

    private static final Pattern AGO = Pattern.compile("([0-9]{1,6})([dhm])");

    private LetterCriteria() {}

    /**
     * Reads the criteria; fields that are not among them are passed over.
     *
     * @throws IllegalArgumentException with a sentence, where a field can't be understood
     */
    static LetterQuery read(JsonNode fields, Clock clock) {
        LetterQuery query = LetterQuery.ALL;
        if (fields.has("ids")) {
            query = query.withIds(ids(fields.get("ids")));
        }
        if (fields.has("destination")) {
            query = query.from(text(fields, "destination"));
        }
        if (fields.has("reason")) {
            query = query.because(text(fields, "reason"));
        }
        if (fields.has("event")) {
            query = query.named(text(fields, "event"));
        }
        if (fields.has("eventId")) {
            query = query.ofEvent(text(fields, "eventId"));
        }
        if (fields.has("from")) {
            query = query.since(moment("from", text(fields, "from"), clock));
        }
        return fields.has("to") ? query.before(moment("to", text(fields, "to"), clock)) : query;
    }

    /** A number that may be left out; throws as {@link #read} does. */
    static long number(JsonNode fields, String name, long otherwise) {
        if (!fields.has(name)) {
            return otherwise;
        }
        String text = fields.get(name).asText();
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(name + ": \"" + text + "\" is no number");
        }
        return Long.parseLong(text);
    }

    private static List<Long> ids(JsonNode given) {
        List<Long> ids = new ArrayList<>();
        given.forEach(id -> {
            if (!id.isIntegralNumber()) {
                throw new IllegalArgumentException("ids: " + id + " is no number of a letter; give [1, 2]");
            }
            ids.add(id.asLong());
        });
        if (ids.isEmpty() || ids.size() > 1_000) {
            throw new IllegalArgumentException("ids: give 1 to 1000 numbers of letters, such as [1, 2]");
        }
        return ids;
    }

    private static String text(JsonNode fields, String name) {
        String text = fields.get(name).asText();
        if (text.isBlank()) {
            throw new IllegalArgumentException(name + ": is empty; leave it out, or give a value");
        }
        return text;
    }

    /** A moment, a day, or how long ago. */
    private static long moment(String name, String text, Clock clock) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            long amount = Long.parseLong(ago.group(1));
            Duration age = switch (ago.group(2)) {
                case "d" -> Duration.ofDays(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofMinutes(amount);
            };
            return clock.instant().minus(age).toEpochMilli();
        }
        try {
            return text.length() == "2026-11-24".length()
                    ? LocalDate.parse(text)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .toEpochMilli()
                    : Instant.parse(text).toEpochMilli();
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException(name + ": \"" + text
                    + "\" is no time; give 2026-11-24, 2026-11-24T08:00:00Z, or how long ago: 7d, 12h, 30m");
        }
    }
}
