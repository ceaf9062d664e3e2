package dev.sluice.spi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a mapped field takes its value from. Sources are built from the parts below, so that a mapping is a declaration that can
 * be printed as well as run.
 */
public interface Source {

    /**
     * The value in an event.
     *
     * @param document an {@link Event#document()}
     * @return null where the event has no such value; a JSON null counts as none
     */
    @Nullable
    JsonNode read(JsonNode document);

    /** The source in words for the printed mapping table. */
    String describe();

    /** The value at a JSON pointer such as {@code /data/identifiers/id}. */
    static Source at(String pointer) {
        JsonPointer compiled = JsonPointer.compile(pointer);
        return new DescribedSource(dotted(pointer), document -> present(document.at(compiled)));
    }

    /** Always the same value. */
    static Source constant(JsonNode value, String description) {
        return new DescribedSource(description, document -> value);
    }

    /** The texts at several pointers joined by one space; absent unless all are there. */
    static Source joined(String... pointers) {
        List<JsonPointer> compiled =
                List.of(pointers).stream().map(JsonPointer::compile).toList();
        String description = List.of(pointers).stream().map(Source::dotted).collect(Collectors.joining(" + "));
        return new DescribedSource(description, document -> {
            StringBuilder text = new StringBuilder();
            for (JsonPointer pointer : compiled) {
                JsonNode value = document.at(pointer);
                if (!value.isValueNode() || value.isNull()) {
                    return null;
                }
                text.append(text.isEmpty() ? "" : " ").append(value.asText());
            }
            return TextNode.valueOf(text.toString());
        });
    }

    /** The fields of an object other than the named ones; absent where there is no object or nothing is left. */
    static Source remainder(String pointer, Set<String> without) {
        JsonPointer compiled = JsonPointer.compile(pointer);
        return new DescribedSource(
                "all other fields of " + dotted(pointer), document -> Remainder.of(document.at(compiled), without));
    }

    /** A value that code works out of the event. */
    static Source computed(String description, Function<JsonNode, @Nullable JsonNode> function) {
        return new DescribedSource(description, function);
    }

    /** This value, or the other one where this one is absent. */
    default Source orElse(Source other) {
        return new DescribedSource(describe() + ", else " + other.describe(), document -> {
            JsonNode value = read(document);
            return value != null ? value : other.read(document);
        });
    }

    /** This value, absent unless the event meets a condition. */
    default Source where(String condition, Predicate<JsonNode> holds) {
        return new DescribedSource(
                describe() + " " + condition, document -> holds.test(document) ? read(document) : null);
    }

    private static @Nullable JsonNode present(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? null : node;
    }

    private static String dotted(String pointer) {
        return pointer.isEmpty() ? "the event" : pointer.substring(1).replace('/', '.');
    }
}
