package dev.sluice.amplitude;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.MappedEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Makes a request of events that are encoded already. */
final class AmplitudeRequests {

    /** The size from which Amplitude's own SDKs compress (Amplitude-TypeScript#1542). */
    private static final int GZIP_FROM_BYTES = 2 * 1024;

    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/json", "Accept", "application/json");

    private final AmplitudeSettings settings;
    private final byte[] before;
    private final byte[] after;

    AmplitudeRequests(AmplitudeSettings settings) {
        this.settings = settings;
        before = utf8("{\"api_key\":" + TextNode.valueOf(settings.apiKey()) + ",\"events\":[");
        after = utf8("],\"options\":{\"min_id_length\":" + settings.minIdLength() + "}}");
    }

    DeliveryRequest of(List<MappedEvent> events) {
        OptionalInt gzip = settings.gzip() ? OptionalInt.of(GZIP_FROM_BYTES) : OptionalInt.empty();
        return new DeliveryRequest("POST", settings.endpoint(), HEADERS, body(events), gzip);
    }

    private byte[] body(List<MappedEvent> events) {
        int size = before.length + after.length + Math.max(0, events.size() - 1);
        for (MappedEvent event : events) {
            size = Math.addExact(size, event.json().length);
        }
        byte[] body = new byte[size];
        int end = copy(before, body, 0);
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                body[end++] = ',';
            }
            end = copy(events.get(i).json(), body, end);
        }
        copy(after, body, end);
        return body;
    }

    private static int copy(byte[] part, byte[] body, int at) {
        System.arraycopy(part, 0, body, at, part.length);
        return at + part.length;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
