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
 * be printed as well as run. Immutable; read by several threads at once.
 */
public interface Source {

    /**
     * The value in an event. Changes nothing and does not fail, whatever the event holds.
     *
     * @param document an {@link Event#document()}
     * @return null where the event has no such value; a JSON null counts as none
     */
    @Nullable
    JsonNode read(JsonNode document);

    /** {@return the source in words for the printed mapping table: {@code data.identifiers.id}} */
    String describe();

    /**
     * The value at a place.
     *
     * @param pointer a JSON pointer such as {@code /data/identifiers/id}
     * @return a source that is absent where there is nothing, or null
     * @throws IllegalArgumentException where it is no JSON pointer
     */
    static Source at(String pointer) {
        JsonPointer compiled = JsonPointer.compile(pointer);
        return new DescribedSource(dotted(pointer), document -> present(document.at(compiled)));
    }

    /**
     * Always the same value.
     *
     * @param value not to be changed from then on
     * @param description where it comes from, in words: {@code the setting source}
     * @return a source that is never absent
     */
    static Source constant(JsonNode value, String description) {
        return new DescribedSource(description, document -> value);
    }

    /**
     * The texts at several places joined by one space.
     *
     * @param pointers JSON pointers
     * @return a source that is absent unless all are there
     * @throws IllegalArgumentException where one is no JSON pointer
     */
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

    /**
     * The fields of an object other than the named ones.
     *
     * @param pointer a JSON pointer to the object
     * @param without the fields that are left out
     * @return a source that is absent where there is no object or nothing is left
     * @throws IllegalArgumentException where it is no JSON pointer
     */
    static Source remainder(String pointer, Set<String> without) {
        JsonPointer compiled = JsonPointer.compile(pointer);
        return new DescribedSource(
                "all other fields of " + dotted(pointer), document -> Remainder.of(document.at(compiled), without));
    }

    /**
     * A value that code works out of the event.
     *
     * @param description what it is, in words
     * @param function as {@link #read} is
     * @return the source
     */
    static Source computed(String description, Function<JsonNode, @Nullable JsonNode> function) {
        return new DescribedSource(description, function);
    }

    /**
     * This value, or another one.
     *
     * @param other read where this one is absent
     * @return both in one
     */
    default Source orElse(Source other) {
        return new DescribedSource(describe() + ", else " + other.describe(), document -> {
            JsonNode value = read(document);
            return value != null ? value : other.read(document);
        });
    }

    /**
     * This value, under a condition.
     *
     * @param condition in words: {@code of sent events}
     * @param holds whether an event's document meets it; changes nothing
     * @return a source that is absent unless it holds
     */
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
