package dev.sluice.testkit.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The verdict on one request, which a fault may ask for or not. Not safe for several threads. */
final class Judging implements Supplier<Reply> {

    private final Supplier<Verdict> rule;
    private @Nullable Verdict verdict;

    Judging(Supplier<Verdict> rule) {
        this.rule = rule;
    }

    /** Takes the request in by the rules, once. */
    @Override
    public Reply get() {
        if (verdict == null) {
            verdict = rule.get();
        }
        return verdict.reply();
    }

    List<ObjectNode> taken() {
        return verdict == null ? List.of() : verdict.taken();
    }

    List<ObjectNode> duplicates() {
        return verdict == null ? List.of() : verdict.duplicates();
    }
}
