package dev.sluice.testkit.amplitude;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A request that could be read.
 *
 * @param events at most as many as the endpoint allows
 * @param minIdLength {@code options.min_id_length}, or the default
 * @param bytes of the body, unpacked
 */
record Upload(Endpoint endpoint, String apiKey, List<ObjectNode> events, int minIdLength, int bytes) {}
