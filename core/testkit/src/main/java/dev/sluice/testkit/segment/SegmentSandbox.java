package dev.sluice.testkit.segment;

import dev.sluice.testkit.sandbox.Sandbox;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;

/** Takes batch requests as Segment does. For any thread. */
public final class SegmentSandbox extends Sandbox {

    private final SegmentRules rules;

    public SegmentSandbox(Vertx vertx, SegmentOptions options) {
        this(vertx, options, new SegmentRules(options));
    }

    private SegmentSandbox(Vertx vertx, SegmentOptions options, SegmentRules rules) {
        super(vertx, "Segment", options.port(), options.maxKept(), rules);
        this.rules = rules;
    }

    /** Of the batch request, once started. */
    public URI batchUri() {
        return uri(UploadReader.PATH);
    }

    /** The calls that were answered 200 and dropped: what a destination must never send, since nothing tells it. */
    public List<DroppedCall> dropped() {
        return rules.dropped();
    }
}
