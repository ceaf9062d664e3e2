package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts values in place of the references in a configuration's texts: <code>${env:NAME}</code>,
 * <code>${env:NAME:-default}</code> and <code>${file:/path}</code>; <code>$${</code> is a plain <code>${</code>. One use reads one
 * configuration.
 */
final class SecretReferences {

    private final ReferencedValues values;
    private final Set<String> secrets = new TreeSet<>();
    private final Set<String> variables = new TreeSet<>();
    private final List<JsonPointer> replaced = new ArrayList<>();
    private final Set<Path> files = new TreeSet<>();
    private final Findings findings;

    SecretReferences(Environment environment, Findings findings) {
        this.values = new ReferencedValues(environment);
        this.findings = findings;
    }

    /** The configuration with values in place; where a reference has none, it stays and is reported. */
    ObjectNode resolve(ObjectNode written) {
        return object(JsonPointer.empty(), written);
    }

    /** The values that were put in. Those that the configuration itself gives as a default are not among them. */
    Set<String> secrets() {
        return secrets;
    }

    /** The environment variables referred to. */
    Set<String> variables() {
        return variables;
    }

    /** The files referred to, whether they were there or not. */
    Set<Path> files() {
        return files;
    }

    /** Where something was put in. */
    List<JsonPointer> replaced() {
        return replaced;
    }

    private void addFile(String path) {
        try {
            files.add(Path.of(path));
        } catch (InvalidPathException none) {
            // Reported with the reference.
        }
    }

    private JsonNode node(JsonPointer pointer, JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object(pointer, object);
        }
        if (node instanceof ArrayNode array) {
            ArrayNode resolved = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < array.size(); i++) {
                resolved.add(node(pointer.appendIndex(i), array.get(i)));
            }
            return resolved;
        }
        return node.isTextual() && node.textValue().contains("${") ? text(pointer, node) : node;
    }

    private ObjectNode object(JsonPointer pointer, ObjectNode object) {
        ObjectNode resolved = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            resolved.set(field.getKey(), node(pointer.appendProperty(field.getKey()), field.getValue()));
        }
        return resolved;
    }

    private JsonNode text(JsonPointer pointer, JsonNode written) {
        StringBuilder text = new StringBuilder();
        boolean complete = true;
        for (ReferenceText.Part part : ReferenceText.parts(written.textValue())) {
            ReferencedValues.Outcome outcome = values.of(part);
            if (part instanceof ReferenceText.Variable variable) {
                variables.add(variable.name());
            }
            if (part instanceof ReferenceText.Content content) {
                addFile(content.path());
            }
            if (outcome instanceof ReferencedValues.Found found) {
                text.append(found.value());
                if (found.secret()) {
                    secrets.add(found.value());
                }
            } else if (outcome instanceof ReferencedValues.Absent absent) {
                complete = false;
                findings.error(pointer, absent.message());
            }
        }
        replaced.add(pointer);
        return complete ? TextNode.valueOf(text.toString()) : written;
    }
}
