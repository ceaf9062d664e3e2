package dev.sluice.testkit.amplitude;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.Upload;
import java.util.List;

/**
 * A request that could be read.
 *
 * @param credential the API key
 * @param events at most as many as the endpoint allows
 * @param minIdLength {@code options.min_id_length}, or the default
 * @param bytes of the body, unpacked
 */
record AmplitudeUpload(Endpoint endpoint, String credential, List<ObjectNode> events, int minIdLength, int bytes)
        implements Upload {

    @Override
    public String path() {
        return endpoint.path;
    }
}
