package dev.sluice.testkit.mixpanel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.Upload;
import java.util.List;

/**
 * A request that could be read.
 *
 * @param credential the header {@code Authorization}
 * @param projectId of the query; empty where it has none
 * @param isStrict whether invalid events are told of
 */
record MixpanelUpload(String path, String credential, String projectId, boolean isStrict, List<ObjectNode> events)
        implements Upload {}
