package dev.sluice.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.DedupeMemory;
import dev.sluice.testkit.sandbox.RefusedException;
import dev.sluice.testkit.sandbox.Reply;
import dev.sluice.testkit.sandbox.VendorRules;
import dev.sluice.testkit.sandbox.Verdict;
import dev.sluice.testkit.sandbox.WireRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What an endpoint makes of requests. For any thread. */
final class EndpointRules implements VendorRules<EndpointUpload> {

    /** How long a delivery is known again by its webhook-id, as the Standard Webhooks specification suggests. */
    private static final Duration ID_WINDOW = Duration.ofMinutes(5);

    private static final Reply TAKEN = Reply.plain(200, "ok");

    private final EndpointOptions options;
    private final SignatureVerification signatures;
    private final DedupeMemory webhookIds;

    EndpointRules(EndpointOptions options) {
        this.options = options;
        signatures = new SignatureVerification(options.secrets());
        webhookIds = new DedupeMemory(ID_WINDOW, options.maxKept());
    }

    @Override
    public int maxBodyBytes(String path) {
        return options.maxBytes();
    }

    @Override
    public EndpointUpload read(WireRequest request) throws RefusedException {
        if (!request.method().equals(options.method())) {
            throw refused(405, "use " + options.method());
        }
        if (!request.header("content-type")
                .toLowerCase(Locale.ROOT)
                .startsWith(options.form().mediaType())) {
            throw refused(415, "send " + options.form().mediaType());
        }
        byte[] body = unpacked(request);
        if (body.length > options.maxBytes()) {
            throw refused(413, "too large");
        }
        List<ObjectNode> events = options.form().read(body).orElseThrow(() -> refused(400, "malformed body"));
        return new EndpointUpload(request, body, events);
    }

    @Override
    public synchronized Verdict judge(EndpointUpload upload) {
        for (Map.Entry<String, String> wanted : options.headers().entrySet()) {
            if (!upload.wire().header(wanted.getKey()).equals(wanted.getValue())) {
                return Verdict.refused(Reply.error(401, "wrong header " + wanted.getKey()));
            }
        }
        if (options.secrets().isEmpty()) {
            return new Verdict(TAKEN, upload.events(), List.of());
        }
        Instant now = options.clock().instant();
        Optional<String> flaw = signatures.flaw(upload.wire(), upload.body(), now);
        if (flaw.isPresent()) {
            return Verdict.refused(Reply.error(401, flaw.get()));
        }
        return webhookIds.isFirst(upload.webhookId(), now)
                ? new Verdict(TAKEN, upload.events(), List.of())
                : new Verdict(TAKEN, List.of(), upload.events());
    }

    @Override
    public String idOf(ObjectNode event) {
        JsonNode id = event.at(options.id());
        return id.isValueNode() ? id.asText("") : "";
    }

    private byte[] unpacked(WireRequest request) throws RefusedException {
        try {
            return request.unpacked(options.maxBytes());
        } catch (IOException malformed) {
            throw refused(400, "malformed gzip");
        }
    }

    private static RefusedException refused(int status, String error) {
        return new RefusedException(Reply.error(status, error));
    }
}
