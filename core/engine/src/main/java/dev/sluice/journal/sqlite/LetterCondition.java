package dev.sluice.journal.sqlite;

import dev.sluice.journal.LetterQuery;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A query for dead letters as the condition of an SQL statement. */
final class LetterCondition {

    private static final String ALL_OF_A_TYPE = ".*";

    private final List<String> terms = new ArrayList<>(List.of("TRUE"));
    private final List<Object> values = new ArrayList<>();

    private LetterCondition() {}

    static LetterCondition of(LetterQuery query) {
        LetterCondition condition = new LetterCondition();
        if (!query.ids().isEmpty()) {
            condition.terms.add("id IN ("
                    + String.join(", ", Collections.nCopies(query.ids().size(), "?")) + ")");
            condition.values.addAll(query.ids());
        }
        query.source().ifPresent(source -> condition.and("source = ?", source));
        query.reason().ifPresent(reason -> condition.and("reason = ?", reason));
        query.eventId().ifPresent(id -> condition.and("event_id = ?", id));
        query.eventName().ifPresent(condition::andName);
        query.fromMillis().ifPresent(from -> condition.and("died_at >= ?", from));
        query.toMillis().ifPresent(to -> condition.and("died_at < ?", to));
        query.triedBeforeMillis().ifPresent(before -> condition.and("first_try_at BETWEEN 1 AND ?", before - 1));
        return condition;
    }

    /** @param term with one question mark, for the value */
    LetterCondition and(String term, Object value) {
        terms.add(term);
        values.add(value);
        return this;
    }

    String sql() {
        return String.join(" AND ", terms);
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }

    private void andName(String name) {
        if (name.endsWith(ALL_OF_A_TYPE)) {
            String type = name.substring(0, name.length() - 1);
            and("substr(event_name, 1, " + type.length() + ") = ?", type);
        } else {
            and("event_name = ?", name);
        }
    }
}
