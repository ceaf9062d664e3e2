package dev.sluice.testkit.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Judges requests one after the other: faults first, then the vendor's rules. For any thread. */
final class Intake<U extends Upload> {

    private final VendorRules<U> rules;
    private final Recording recording;
    private final FaultPlan faults = new FaultPlan();

    Intake(VendorRules<U> rules, Recording recording) {
        this.rules = rules;
        this.recording = recording;
    }

    synchronized void failNext(List<Fault> planned) {
        faults.next(planned);
    }

    synchronized void failWith(Supplier<Optional<Fault>> source) {
        faults.always(source);
    }

    synchronized void mend() {
        faults.clear();
    }

    /** Decides on a request and records it before anybody is answered. */
    synchronized Reaction take(WireRequest request) {
        try {
            U upload = rules.read(request);
            return react(request, upload, () -> rules.judge(upload));
        } catch (RefusedException refused) {
            return react(request, Upload.unreadable(request.path()), () -> Verdict.refused(refused.reply()));
        }
    }

    private Reaction react(WireRequest request, Upload upload, Supplier<Verdict> rule) {
        Judging judging = new Judging(rule);
        Reaction reaction = faults.take()
                .map(fault -> FaultyReaction.to(fault, upload, judging))
                .orElseGet(() -> new Reaction.Respond(judging.get()));
        recording.keep(SandboxRequest.of(request, upload, reaction), judging.taken(), judging.duplicates());
        return reaction;
    }
}
