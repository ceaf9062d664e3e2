package dev.sluice.testkit.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.Upload;
import dev.sluice.testkit.sandbox.WireRequest;
import java.util.List;

/**
 * A request that could be read.
 *
 * @param body unpacked
 */
record EndpointUpload(WireRequest wire, byte[] body, List<ObjectNode> events) implements Upload {

    @Override
    public String path() {
        return wire.path();
    }

    @Override
    public String credential() {
        return wire.header("authorization");
    }

    /** The id of the delivery, the same each time it is tried; empty where it has none. */
    String webhookId() {
        return wire.header("webhook-id");
    }
}
