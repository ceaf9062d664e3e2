package dev.sluice.testkit.amplitude;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.DedupeMemory;
import dev.sluice.testkit.sandbox.RefusedException;
import dev.sluice.testkit.sandbox.Reply;
import dev.sluice.testkit.sandbox.VendorRules;
import dev.sluice.testkit.sandbox.Verdict;
import dev.sluice.testkit.sandbox.WireRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Amplitude makes of requests. For any thread. */
final class AmplitudeRules implements VendorRules<AmplitudeUpload> {

    /** The same insert_id and device_id within it is a duplicate. Source: Amplitude's document of the HTTP V2 API. */
    private static final Duration DEDUPE_WINDOW = Duration.ofDays(7);

    /** More than this is a loop that went astray. */
    private static final int MAX_POISONS = 1_000;

    private final SandboxOptions options;
    private final List<Poison> poisons = new ArrayList<>();
    private final DedupeMemory insertIds;
    private final Throttle throttle;

    private record InsertId(String deviceId, String insertId) {}

    AmplitudeRules(SandboxOptions options) {
        this.options = options;
        insertIds = new DedupeMemory(DEDUPE_WINDOW, options.maxKept());
        throttle = new Throttle(options.limits(), options.maxKept());
    }

    synchronized void poison(Poison poison) {
        if (poisons.size() == MAX_POISONS) {
            throw new IllegalStateException("adding a poison to " + MAX_POISONS + " others; mend the sandbox first");
        }
        poisons.add(poison);
    }

    synchronized void mend() {
        poisons.clear();
    }

    @Override
    public int maxBodyBytes(String path) {
        return Endpoint.at(path).map(endpoint -> endpoint.maxBytes).orElse(0);
    }

    @Override
    public AmplitudeUpload read(WireRequest request) throws RefusedException {
        Endpoint endpoint = Endpoint.at(request.path()).orElseThrow(() -> new RefusedException(Replies.invalidPath()));
        return UploadReader.read(endpoint, request);
    }

    @Override
    public synchronized Verdict judge(AmplitudeUpload upload) {
        Instant now = options.clock().instant();
        return refusal(upload, now).map(Verdict::refused).orElseGet(() -> ingest(upload, now));
    }

    @Override
    public String idOf(ObjectNode event) {
        return event.path("insert_id").asText("");
    }

    private Optional<Reply> refusal(AmplitudeUpload upload, Instant now) {
        if (!upload.credential().equals(options.apiKey())) {
            return Optional.of(Replies.invalidApiKey(upload.credential()));
        }
        BadEvents bad = EventRules.check(upload.events(), upload.minIdLength());
        if (!bad.isEmpty()) {
            boolean first = upload.endpoint() == Endpoint.HTTP_API && options.naming() == SandboxOptions.Naming.FIRST;
            return Optional.of(first ? bad.replyNamingFirst() : bad.reply());
        }
        SandboxLimits limits = options.limits();
        return poisons.stream()
                .flatMap(poison -> poison.refusal(upload).stream())
                .findFirst()
                .or(() ->
                        Silencing.refusal(upload, limits.silencedDevices(), limits.eventsPerSecond(upload.endpoint())))
                .or(() -> throttle.refusal(upload, now));
    }

    private Verdict ingest(AmplitudeUpload upload, Instant now) {
        throttle.count(upload, now);
        List<ObjectNode> taken = new ArrayList<>();
        List<ObjectNode> duplicates = new ArrayList<>();
        for (ObjectNode event : upload.events()) {
            Ids.removeRefused(event);
            (isFirst(event, now) ? taken : duplicates).add(event);
        }
        return new Verdict(Replies.success(upload.events().size(), upload.bytes(), now), taken, duplicates);
    }

    /** An event without an insert_id never is a duplicate. */
    private boolean isFirst(ObjectNode event, Instant now) {
        String insertId = idOf(event);
        return insertId.isEmpty()
                || insertIds.isFirst(new InsertId(event.path("device_id").asText(""), insertId), now);
    }
}
