package dev.sluice.testkit.segment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.Upload;
import java.util.List;

/**
 * A batch request that could be read.
 *
 * @param credential the write key
 */
record SegmentUpload(String path, String credential, List<ObjectNode> events) implements Upload {}
