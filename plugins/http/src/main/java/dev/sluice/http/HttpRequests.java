package dev.sluice.http;

import dev.sluice.spi.BatchLimits;
import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.MappedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Makes a request of events that are encoded already, each as the field that {@link HttpMapping} fills. */
final class HttpRequests {

    private static final int GZIP_FROM_BYTES = 1024;

    /** Anything shorter stands in answers by chance. */
    private static final int SHORTEST_SECRET = 8;

    private final HttpSettings settings;
    private final Map<String, String> headers;

    HttpRequests(HttpSettings settings) {
        this.settings = settings;
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.put("Content-Type", settings.format().mediaType());
        anyCase.put("User-Agent", "sluice");
        anyCase.putAll(settings.headers());
        headers = Map.copyOf(anyCase);
    }

    DeliveryRequest of(List<MappedEvent> events, Instant sentAt) {
        byte[] body =
                settings.format().join(events.stream().map(HttpMapping::body).toList());
        Map<String, String> all = new HashMap<>(headers);
        settings.signature().ifPresent(signature -> all.putAll(signature.headers(WebhookIds.of(events), sentAt, body)));
        OptionalInt gzip = settings.gzip() ? OptionalInt.of(GZIP_FROM_BYTES) : OptionalInt.empty();
        return new DeliveryRequest(settings.method(), settings.url(), all, body, gzip);
    }

    /** Of the endpoint, as the settings tell. */
    BatchLimits limits() {
        int around = settings.format().join(List.of()).length;
        return new BatchLimits(
                settings.format().batched() ? settings.maxEvents() : 1,
                settings.maxBytes(),
                settings.maxBytes() - around);
    }

    /** What no text may show: all headers, also without their scheme, the secrets, and where on the server requests go. */
    List<String> secrets() {
        List<String> secrets = new ArrayList<>();
        for (String value : settings.headers().values()) {
            secrets.add(value);
            secrets.addAll(List.of(value.split("\\s+")));
        }
        settings.signature().ifPresent(signature -> secrets.addAll(signature.secrets()));
        secrets.add(String.valueOf(settings.url().getRawPath()));
        secrets.add(String.valueOf(settings.url().getRawQuery()));
        secrets.removeIf(secret -> secret.length() < SHORTEST_SECRET);
        return List.copyOf(secrets);
    }
}
