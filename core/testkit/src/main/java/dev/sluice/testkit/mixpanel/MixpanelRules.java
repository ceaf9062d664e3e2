package dev.sluice.testkit.mixpanel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.mixpanel.EventRules.Flaw;
import dev.sluice.testkit.sandbox.DedupeMemory;
import dev.sluice.testkit.sandbox.RefusedException;
import dev.sluice.testkit.sandbox.VendorRules;
import dev.sluice.testkit.sandbox.Verdict;
import dev.sluice.testkit.sandbox.WireRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Mixpanel makes of imports. For any thread. */
final class MixpanelRules implements VendorRules<MixpanelUpload> {

    /** Mixpanel's dedupe has no window; that is how long it keeps events by default. Source: its document of event deduplication. */
    private static final Duration DEDUPE_WINDOW = Duration.ofDays(2 * 365);

    /** More than this is a loop that went astray. */
    private static final int MAX_POISONS = 1_000;

    private final MixpanelProject project;
    private final Clock clock;
    private final List<Poison> poisons = new ArrayList<>();
    private final DedupeMemory copies;

    private record Copy(String event, String distinctId, long time, String insertId) {}

    MixpanelRules(MixpanelProject project, Clock clock, int maxKept) {
        this.project = project;
        this.clock = clock;
        copies = new DedupeMemory(DEDUPE_WINDOW, maxKept);
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
        return path.equals(ImportReader.PATH) ? ImportReader.MAX_BODY_BYTES : 0;
    }

    @Override
    public MixpanelUpload read(WireRequest request) throws RefusedException {
        return ImportReader.read(request);
    }

    @Override
    public synchronized Verdict judge(MixpanelUpload upload) {
        if (!project.admits(upload.credential(), upload.projectId())) {
            return Verdict.refused(MixpanelReplies.unauthorized());
        }
        Instant now = clock.instant();
        List<FailedRecord> failed = new ArrayList<>();
        List<ObjectNode> taken = new ArrayList<>();
        List<ObjectNode> duplicates = new ArrayList<>();
        for (int i = 0; i < upload.events().size(); i++) {
            ObjectNode event = upload.events().get(i);
            Optional<Flaw> flaw = flaw(event, now);
            if (flaw.isPresent()) {
                failed.add(new FailedRecord(
                        i, insertId(event), flaw.get().field(), flaw.get().message()));
            } else {
                (copies.isFirst(copy(event), now) ? taken : duplicates).add(event);
            }
        }
        int imported = taken.size() + duplicates.size();
        boolean told = upload.isStrict() && !failed.isEmpty();
        return new Verdict(
                told ? MixpanelReplies.failed(failed, imported) : MixpanelReplies.imported(imported),
                taken,
                duplicates);
    }

    @Override
    public String idOf(ObjectNode event) {
        String original = event.at("/properties/event_id").asText("");
        return original.isEmpty() ? insertId(event) : original;
    }

    private Optional<Flaw> flaw(ObjectNode event, Instant now) {
        return EventRules.flaw(event, now)
                .or(() -> poisons.stream()
                        .filter(poison -> poison.event().test(event))
                        .map(poison -> new Flaw(poison.field(), "'" + poison.field() + "' is invalid"))
                        .findFirst());
    }

    private static Copy copy(ObjectNode event) {
        return new Copy(
                event.path("event").asText(),
                event.at("/properties/distinct_id").asText(),
                event.at("/properties/time").asLong(),
                insertId(event));
    }

    private static String insertId(ObjectNode event) {
        return event.at("/properties/$insert_id").asText("");
    }
}
