package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.spi.Mapping;
import dev.sluice.spi.MappingRow;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Checks the overrides of a mapping: that their targets exist at the destination, and that it can do without what they drop. */
final class MappingCheck {

    private final Mapping mapping;
    private final Set<String> fields = new TreeSet<>();
    private final Findings findings;

    MappingCheck(Mapping mapping, Findings findings) {
        this.mapping = mapping;
        this.findings = findings;
        mapping.rows().forEach(row -> fields.add(field(row.target())));
        mapping.furtherTargets().forEach(target -> fields.add(field(target)));
    }

    /** @param overrides by target; those that are wrong already are passed over */
    void check(JsonPointer at, JsonNode overrides) {
        for (Map.Entry<String, JsonNode> each : overrides.properties()) {
            JsonPointer pointer = at.appendProperty(each.getKey());
            if (!checkTarget(pointer, each.getKey())) {
                continue;
            }
            if (each.getValue().path("drop").asBoolean() && !findings.isFaulty(pointer)) {
                checkDrop(pointer, each.getKey());
            }
        }
    }

    private boolean checkTarget(JsonPointer pointer, String target) {
        if (!target.matches("[^.]+(\\.[^.]+)*")) {
            findings.error(
                    pointer,
                    "this is no target; write a field, or a field in one after a dot:" + " event_properties.team");
            return false;
        }
        String field = field(target);
        if (fields.contains(field)) {
            return true;
        }
        String hint = NearestName.of(field, fields)
                .map(near -> "did you mean \"" + near + target.substring(field.length()) + "\"?")
                .orElse("its fields are \"" + String.join("\", \"", fields) + "\"");
        findings.error(pointer, "the destination has no field \"" + field + "\"; " + hint);
        return false;
    }

    private void checkDrop(JsonPointer pointer, String target) {
        for (MappingRow row : mapping.rows()) {
            boolean dropped = row.target().equals(target) || row.target().startsWith(target + ".");
            if (row.required() && dropped) {
                findings.error(
                        pointer,
                        "the destination can't do without \"" + row.target()
                                + "\", so it can't be dropped; take it from elsewhere with {\"from\": \"/data/…\"}"
                                + " or remove this override");
                return;
            }
        }
    }

    private static String field(String target) {
        int dot = target.indexOf('.');
        return dot < 0 ? target : target.substring(0, dot);
    }
}
