package dev.sluice.spi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where in the mapped event a value goes: a field, or a field inside fields. Writes only into objects that belong to the mapped
 * event, since values may come straight out of the event, which is to be read only.
 *
 * @param segments names of fields, from the outermost in; at least one
 */
public record TargetPath(List<String> segments) {

    /** Copies the names. */
    public TargetPath {
        segments = List.copyOf(segments);
    }

    /**
     * The path that a mapping writes with dots.
     *
     * @param target {@code event_properties.email}
     * @return the path
     */
    public static TargetPath of(String target) {
        return new TargetPath(List.of(target.split("\\.", -1)));
    }

    /** {@return the path as a mapping writes it: {@code event_properties.email}} */
    public String dotted() {
        return String.join(".", segments);
    }

    /**
     * The value there.
     *
     * @param root the mapped event
     * @return null where there is none
     */
    public @Nullable JsonNode get(ObjectNode root) {
        JsonNode node = root;
        for (String segment : segments) {
            node = node.path(segment);
        }
        return node.isMissingNode() ? null : node;
    }

    /**
     * Puts a value there; an object is merged into one that is there already.
     *
     * @param root the mapped event
     * @param value is not changed, though it may become a part of the mapped event
     */
    public void put(ObjectNode root, JsonNode value) {
        ObjectNode parent = parent(root);
        if (value instanceof ObjectNode object) {
            ObjectNode own = parent.get(last()) instanceof ObjectNode there ? shallowCopy(there) : parent.objectNode();
            own.setAll(object);
            parent.set(last(), own);
        } else {
            parent.set(last(), value);
        }
    }

    /**
     * Puts a value there in place of what is there.
     *
     * @param root the mapped event
     * @param value is not changed, though it may become a part of the mapped event
     */
    public void replace(ObjectNode root, JsonNode value) {
        parent(root).set(last(), value);
    }

    /**
     * Takes away what is there, if anything is.
     *
     * @param root the mapped event
     */
    public void remove(ObjectNode root) {
        if (get(root) != null) {
            parent(root).remove(last());
        }
    }

    private String last() {
        return segments.get(segments.size() - 1);
    }

    private ObjectNode parent(ObjectNode root) {
        ObjectNode parent = root;
        for (int i = 0; i < segments.size() - 1; i++) {
            JsonNode child = parent.get(segments.get(i));
            if (i == 0 && child instanceof ObjectNode own) {
                // What stands directly in the mapped event was made by put or by the lines below.
                parent = own;
            } else {
                ObjectNode own = child instanceof ObjectNode there ? shallowCopy(there) : parent.objectNode();
                parent.set(segments.get(i), own);
                parent = own;
            }
        }
        return parent;
    }

    private static ObjectNode shallowCopy(ObjectNode object) {
        ObjectNode copy = object.objectNode();
        copy.setAll(object);
        return copy;
    }
}
