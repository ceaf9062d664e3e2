package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Gathers the secrets of a configuration, also those that are spelt out in it. */
final class SecretLeaves {

    private final ConfigSchema schema;
    private final Findings findings;
    private final Set<String> secrets = new TreeSet<>();

    SecretLeaves(ConfigSchema schema, Findings findings) {
        this.schema = schema;
        this.findings = findings;
    }

    /** @param referenced the values that came in by reference, which are secret wherever they stand */
    SecretValues gather(ObjectNode config, Collection<String> referenced) {
        secrets.addAll(referenced);
        visit(JsonPointer.empty(), config);
        return new SecretValues(secrets);
    }

    private void visit(JsonPointer pointer, JsonNode value) {
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            visit(pointer.appendProperty(field.getKey()), field.getValue());
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            visit(pointer.appendIndex(i), value.get(i));
        }
        if (value.isTextual() && schema.isSecret(pointer) && !findings.isWrong(pointer)) {
            secrets.add(value.textValue());
        }
    }
}
