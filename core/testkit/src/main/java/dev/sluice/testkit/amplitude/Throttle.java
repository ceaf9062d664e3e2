package dev.sluice.testkit.amplitude;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.amplitude.ThrottleReport.Named;
import dev.sluice.testkit.sandbox.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Counts the events of each user and device and says when there are too many. Not safe for several threads. */
final class Throttle {

    private static final Duration DAY = Duration.ofHours(24);

    /** A user or a device. */
    private record Owner(String field, String id) {

        boolean isUser() {
            return field.equals("user_id");
        }
    }

    private record Counts(RollingCount recent, RollingCount daily) {}

    private final Map<Owner, Counts> counts = new LinkedHashMap<>();
    private final SandboxLimits limits;
    private final int maxKept;

    /** @param maxKept users and devices that are counted; past it the oldest start anew */
    Throttle(SandboxLimits limits, int maxKept) {
        this.limits = limits;
        this.maxKept = maxKept;
    }

    /** The 429 for a request that would go over a limit; nothing is counted. */
    Optional<Reply> refusal(AmplitudeUpload upload, Instant now) {
        int eventsPerSecond = limits.eventsPerSecond(upload.endpoint());
        ThrottleReport report = new ThrottleReport(OptionalInt.of(eventsPerSecond));
        long windowSeconds = limits.window().toSeconds();
        owners(upload).forEach((owner, added) -> {
            int recent = added + recent(owner, now);
            int daily = added + daily(owner, now);
            if (recent > eventsPerSecond * windowSeconds) {
                int rate = (int) (recent / windowSeconds);
                report.name(owner.isUser() ? Named.THROTTLED_USERS : Named.THROTTLED_DEVICES, owner.id(), rate);
                namePlaces(upload, owner, report);
            }
            if (daily > limits.dailyQuota()) {
                report.name(owner.isUser() ? Named.QUOTA_USERS : Named.QUOTA_DEVICES, owner.id(), daily);
                namePlaces(upload, owner, report);
            }
        });
        return report.isEmpty() ? Optional.empty() : Optional.of(report.reply());
    }

    /** Counts a request that was taken in. */
    void count(AmplitudeUpload upload, Instant now) {
        owners(upload).forEach((owner, added) -> {
            Counts count = counts.computeIfAbsent(
                    owner, any -> new Counts(new RollingCount(limits.window()), new RollingCount(DAY)));
            count.recent().add(added, now);
            count.daily().add(added, now);
            if (counts.size() > maxKept) {
                counts.remove(counts.keySet().iterator().next());
            }
        });
    }

    private int recent(Owner owner, Instant now) {
        Counts count = counts.get(owner);
        return count == null ? 0 : count.recent().total(now);
    }

    private int daily(Owner owner, Instant now) {
        Counts count = counts.get(owner);
        return count == null ? 0 : count.daily().total(now);
    }

    private static Map<Owner, Integer> owners(AmplitudeUpload upload) {
        Map<Owner, Integer> owners = new HashMap<>();
        for (ObjectNode event : upload.events()) {
            for (String field : Ids.FIELDS) {
                Ids.id(event, field).ifPresent(id -> owners.merge(new Owner(field, id), 1, Integer::sum));
            }
        }
        return owners;
    }

    private static void namePlaces(AmplitudeUpload upload, Owner owner, ThrottleReport report) {
        for (int place = 0; place < upload.events().size(); place++) {
            if (Ids.id(upload.events().get(place), owner.field())
                    .filter(owner.id()::equals)
                    .isPresent()) {
                report.event(place);
            }
        }
    }
}
