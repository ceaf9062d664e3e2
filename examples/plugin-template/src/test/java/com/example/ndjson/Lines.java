package com.example.ndjson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.Upload;
import java.util.List;

/** A request as the collector understands it. */
record Lines(String path, String credential, List<JsonNode> all) implements Upload {

    @Override
    public List<ObjectNode> events() {
        return all.stream()
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .toList();
    }
}
