package dev.sluice.testkit.posthog;

import dev.sluice.testkit.sandbox.Sandbox;
import io.vertx.core.Vertx;
import java.net.URI;

/** Takes batches as PostHog does. For any thread. */
public final class PostHogSandbox extends Sandbox {

    private static final int MAX_KEPT = 100_000;

    private final PostHogRules rules;

    /** @param projectApiKey the one that is taken */
    public PostHogSandbox(Vertx vertx, String projectApiKey) {
        this(vertx, new PostHogRules(projectApiKey));
    }

    private PostHogSandbox(Vertx vertx, PostHogRules rules) {
        super(vertx, "PostHog", 0, MAX_KEPT, rules);
        this.rules = rules;
    }

    /** Of the batch request, once started. */
    public URI batchUri() {
        return uri(PostHogRules.PATH);
    }

    /** Answers 200 and throws events away from now on, or takes them in again: the project's billing limit. */
    public void overQuota(boolean isOver) {
        rules.overQuota(isOver);
    }
}
