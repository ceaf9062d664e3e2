package dev.sluice.testkit.amplitude;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.amplitude.BadEvents.Kind;
import dev.sluice.testkit.amplitude.ThrottleReport.Named;
import dev.sluice.testkit.sandbox.Fault;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** What Amplitude alone can answer when something goes wrong. */
public final class AmplitudeFault {

    private static final SandboxLimits LIMITS = SandboxLimits.DOCUMENTED;

    private AmplitudeFault() {}

    /** Names the owner of a request's first event. */
    @FunctionalInterface
    private interface Naming {
        void name(ThrottleReport report, ObjectNode first, int eventsPerSecond);
    }

    /** 429 for the first event's user. */
    public static Fault throttledUsers() {
        return throttles((report, first, rate) -> name(report, Named.THROTTLED_USERS, first, "user_id", rate));
    }

    /** 429 for the first event's device. */
    public static Fault throttledDevices() {
        return throttles((report, first, rate) -> name(report, Named.THROTTLED_DEVICES, first, "device_id", rate));
    }

    /** 429 for the daily quota of the first event's user and device. */
    public static Fault dailyQuotaExceeded() {
        return throttles((report, first, rate) -> {
            name(report, Named.QUOTA_USERS, first, "user_id", LIMITS.dailyQuota());
            name(report, Named.QUOTA_DEVICES, first, "device_id", LIMITS.dailyQuota());
        });
    }

    /** 429 with the place of the first event and nothing else, no {@code eps_threshold} either. */
    public static Fault throttledEventsOnly() {
        return new Fault.AnswersAbout(upload -> {
            ThrottleReport report = new ThrottleReport(OptionalInt.empty());
            upload.events().stream().limit(1).forEach(first -> report.event(0));
            return report.reply();
        });
    }

    /** 429 that names nobody. */
    public static Fault throttledNamingNone() {
        return throttles((report, first, rate) -> {});
    }

    /** 400 that names these places for an invalid {@code event_properties}; those beyond the request are left out. */
    public static Fault refusesEvents(int... places) {
        return new Fault.AnswersAbout(upload -> {
            BadEvents bad = new BadEvents();
            IntStream.of(places)
                    .filter(place -> place < upload.events().size())
                    .forEach(place -> bad.add(Kind.INVALID_FIELD, "event_properties", place));
            return bad.isEmpty() ? Replies.invalidFields() : bad.reply();
        });
    }

    /** 400 that names the first event alone. */
    public static Fault refusesFirstEvent() {
        return refusesEvents(0);
    }

    /** 400 that names no event. */
    public static Fault refusesNamingNone() {
        return new Fault.Answers(Replies.invalidFields());
    }

    /** 400 that says the API key is invalid, with the key. */
    public static Fault invalidApiKey() {
        return new Fault.AnswersAbout(upload -> Replies.invalidApiKey(upload.credential()));
    }

    private static Fault throttles(Naming naming) {
        return new Fault.AnswersAbout(upload -> {
            int rate = LIMITS.eventsPerSecond(Endpoint.at(upload.path()).orElse(Endpoint.BATCH));
            ThrottleReport report = new ThrottleReport(OptionalInt.of(rate));
            upload.events().stream().limit(1).forEach(first -> naming.name(report, first, rate));
            return report.reply();
        });
    }

    private static void name(ThrottleReport report, Named kind, ObjectNode event, String field, int limit) {
        Ids.id(event, field).ifPresent(id -> report.name(kind, id, limit + 1));
    }
}
