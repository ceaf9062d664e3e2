package dev.sluice.testkit.amplitude;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Judges requests one after the other: faults first, then Amplitude's rules. For any thread. */
final class Intake {

    /** More than this is a loop that went astray. */
    private static final int MAX_POISONS = 1_000;

    private final SandboxOptions options;
    private final Recording recording;
    private final FaultPlan faults = new FaultPlan();
    private final List<Poison> poisons = new ArrayList<>();
    private final InsertIds insertIds;
    private final Throttle throttle;

    /** What one request brought. */
    private record Ingested(List<ObjectNode> events, List<ObjectNode> duplicates) {}

    Intake(SandboxOptions options, Recording recording) {
        this.options = options;
        this.recording = recording;
        insertIds = new InsertIds(options.maxKept());
        throttle = new Throttle(options.limits(), options.maxKept());
    }

    synchronized void failNext(List<Fault> planned) {
        faults.next(planned);
    }

    synchronized void failWith(Supplier<Optional<Fault>> source) {
        faults.always(source);
    }

    synchronized void poison(Poison poison) {
        if (poisons.size() == MAX_POISONS) {
            throw new IllegalStateException("adding a poison to " + MAX_POISONS + " others; mend the sandbox first");
        }
        poisons.add(poison);
    }

    synchronized void mend() {
        faults.clear();
        poisons.clear();
    }

    /** Decides on a request and records it before anybody is answered. */
    synchronized Reaction take(WireRequest request) {
        Ingested ingested = new Ingested(new ArrayList<>(), new ArrayList<>());
        Optional<Endpoint> endpoint = Endpoint.at(request.path());
        if (endpoint.isEmpty()) {
            return keep(request, 0, new Reaction.Respond(Replies.invalidPath()), ingested);
        }
        try {
            Upload upload = UploadReader.read(endpoint.get(), request.body(), request.isGzip());
            return keep(request, upload.events().size(), react(upload, ingested), ingested);
        } catch (RefusedException refused) {
            Upload unread = new Upload(endpoint.get(), "", List.of(), 0, request.body().length);
            Reaction reaction = faults.take()
                    .map(fault -> FaultyReaction.to(fault, unread, refused::reply, options.limits()))
                    .orElseGet(() -> new Reaction.Respond(refused.reply()));
            return keep(request, 0, reaction, ingested);
        }
    }

    private Reaction react(Upload upload, Ingested ingested) {
        return faults.take()
                .map(fault -> FaultyReaction.to(fault, upload, () -> judge(upload, ingested), options.limits()))
                .orElseGet(() -> new Reaction.Respond(judge(upload, ingested)));
    }

    private Reply judge(Upload upload, Ingested ingested) {
        Instant now = options.clock().instant();
        return refusal(upload, now).orElseGet(() -> ingest(upload, ingested, now));
    }

    private Optional<Reply> refusal(Upload upload, Instant now) {
        if (!upload.apiKey().equals(options.apiKey())) {
            return Optional.of(Replies.invalidApiKey(upload.apiKey()));
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

    private Reply ingest(Upload upload, Ingested ingested, Instant now) {
        throttle.count(upload, now);
        for (ObjectNode event : upload.events()) {
            Ids.removeRefused(event);
            (insertIds.isFirst(event, now) ? ingested.events() : ingested.duplicates()).add(event);
        }
        return Replies.success(upload.events().size(), upload.bytes(), now);
    }

    private Reaction keep(WireRequest request, int events, Reaction reaction, Ingested ingested) {
        recording.keep(
                new SandboxRequest(request.path(), request.headers(), request.body().length, events, reaction.status()),
                ingested.events(),
                ingested.duplicates());
        return reaction;
    }
}
