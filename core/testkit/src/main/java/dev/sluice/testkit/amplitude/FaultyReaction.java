package dev.sluice.testkit.amplitude;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.amplitude.BadEvents.Kind;
import dev.sluice.testkit.amplitude.ThrottleReport.Named;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Turns a fault into what the server does. */
final class FaultyReaction {

    private FaultyReaction() {}

    /**
     * @param upload without events where the request could not be read
     * @param usual takes the request in by the rules; not called where the fault comes before
     */
    static Reaction to(Fault fault, Upload upload, Supplier<Reply> usual, SandboxLimits limits) {
        if (fault instanceof Fault.Answers answers) {
            return new Reaction.Respond(answers.reply());
        } else if (fault instanceof Fault.AnswersAfterIngest answers) {
            usual.get();
            return new Reaction.Respond(answers.reply());
        } else if (fault instanceof Fault.Throttles throttles) {
            return new Reaction.Respond(throttled(throttles.kind(), upload, limits));
        } else if (fault instanceof Fault.RefusesEvents refuses) {
            return new Reaction.Respond(refused(refuses, upload));
        } else if (fault instanceof Fault.RefusesKey) {
            return new Reaction.Respond(Replies.invalidApiKey(upload.apiKey()));
        } else if (fault instanceof Fault.ClosesBeforeIngest) {
            return new Reaction.Close();
        } else if (fault instanceof Fault.ClosesAfterIngest) {
            usual.get();
            return new Reaction.Close();
        } else if (fault instanceof Fault.Drips drips) {
            return new Reaction.Drip(usual.get(), drips.betweenBytes());
        } else if (fault instanceof Fault.Truncates) {
            return new Reaction.Respond(half(usual.get()));
        } else {
            return new Reaction.Hang();
        }
    }

    private static Reply refused(Fault.RefusesEvents refuses, Upload upload) {
        BadEvents bad = new BadEvents();
        refuses.places().stream()
                .filter(place -> place < upload.events().size())
                .forEach(place -> bad.add(Kind.INVALID_FIELD, "event_properties", place));
        return bad.isEmpty() ? Replies.invalidFields() : bad.reply();
    }

    private static Reply throttled(Fault.Throttled kind, Upload upload, SandboxLimits limits) {
        int threshold = limits.eventsPerSecond(upload.endpoint());
        boolean bare = kind == Fault.Throttled.EVENTS_ONLY;
        ThrottleReport report = new ThrottleReport(bare ? OptionalInt.empty() : OptionalInt.of(threshold));
        if (!upload.events().isEmpty()) {
            nameFirst(kind, upload.events().get(0), report, threshold, limits.dailyQuota());
        }
        return report.reply();
    }

    private static void nameFirst(
            Fault.Throttled kind, ObjectNode first, ThrottleReport report, int threshold, int dailyQuota) {
        switch (kind) {
            case USERS -> name(report, Named.THROTTLED_USERS, first, "user_id", threshold + 1);
            case DEVICES -> name(report, Named.THROTTLED_DEVICES, first, "device_id", threshold + 1);
            case DAILY_QUOTA -> {
                name(report, Named.QUOTA_USERS, first, "user_id", dailyQuota + 1);
                name(report, Named.QUOTA_DEVICES, first, "device_id", dailyQuota + 1);
            }
            case EVENTS_ONLY -> report.event(0);
            case NONE -> {}
        }
    }

    private static void name(ThrottleReport report, Named kind, ObjectNode event, String field, int events) {
        Ids.id(event, field).ifPresent(id -> report.name(kind, id, events));
    }

    private static Reply half(Reply reply) {
        String body = reply.body();
        return new Reply(reply.status(), reply.contentType(), body.substring(0, body.length() / 2), reply.retryAfter());
    }
}
