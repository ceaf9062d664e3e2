package dev.sluice.testkit.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A request as a vendor's sandbox understood it. */
public interface Upload {

    /** Where it went. */
    String path();

    /** The key, token or name that it came with; empty where it came with none. */
    String credential();

    /** The events in it, in its order; none where it could not be read. */
    List<ObjectNode> events();

    /** A request that could not be read. */
    static Upload unreadable(String path) {
        return new UnreadableUpload(path);
    }
}
