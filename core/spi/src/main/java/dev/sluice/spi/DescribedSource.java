package dev.sluice.spi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A source as a function with its description. */
record DescribedSource(String describe, Function<JsonNode, @Nullable JsonNode> reader) implements Source {

    @Override
    public @Nullable JsonNode read(JsonNode document) {
        return reader.apply(document);
    }
}
