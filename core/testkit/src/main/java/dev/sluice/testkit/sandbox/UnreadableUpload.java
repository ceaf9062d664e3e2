package dev.sluice.testkit.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A request that could not be read. */
record UnreadableUpload(String path) implements Upload {

    @Override
    public String credential() {
        return "";
    }

    @Override
    public List<ObjectNode> events() {
        return List.of();
    }
}
