package dev.sluice.testkit.segment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.DedupeMemory;
import dev.sluice.testkit.sandbox.RefusedException;
import dev.sluice.testkit.sandbox.Reply;
import dev.sluice.testkit.sandbox.VendorRules;
import dev.sluice.testkit.sandbox.Verdict;
import dev.sluice.testkit.sandbox.WireRequest;
import dev.sluice.testkit.segment.SegmentOptions.WrongKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What Segment makes of requests. For any thread. */
final class SegmentRules implements VendorRules<SegmentUpload> {

    /** The same messageId within it is a duplicate, in whichever source. Source: segment.com/docs/guides/duplicate-data. */
    private static final Duration DEDUPE_WINDOW = Duration.ofHours(24);

    /** The rest of a request is dropped. Source: Segment's HTTP API document, section on errors. */
    private static final int MAX_EVENTS = 2_500;

    private static final Reply SUCCESS = Reply.json(200, "{\"success\":true}");
    private static final Reply WRONG_KEY = Reply.json(401, "{\"success\":false,\"message\":\"invalid write key\"}");

    private final SegmentOptions options;
    private final DedupeMemory messageIds;
    private final Deque<DroppedCall> dropped = new ArrayDeque<>();

    SegmentRules(SegmentOptions options) {
        this.options = options;
        messageIds = new DedupeMemory(DEDUPE_WINDOW, options.maxKept());
    }

    @Override
    public int maxBodyBytes(String path) {
        return path.equals(UploadReader.PATH) ? UploadReader.MAX_BYTES : 0;
    }

    @Override
    public SegmentUpload read(WireRequest request) throws RefusedException {
        return UploadReader.read(request);
    }

    @Override
    public synchronized Verdict judge(SegmentUpload upload) {
        if (!upload.credential().equals(options.writeKey())) {
            return Verdict.refused(options.wrongKeys() == WrongKeys.REFUSED ? WRONG_KEY : SUCCESS);
        }
        Instant now = options.clock().instant();
        List<ObjectNode> taken = new ArrayList<>();
        List<ObjectNode> duplicates = new ArrayList<>();
        for (int place = 0; place < upload.events().size(); place++) {
            ObjectNode call = upload.events().get(place);
            Optional<String> breach =
                    place < MAX_EVENTS ? CallRules.breach(call) : Optional.of("more than 2500 calls in a request");
            if (breach.isPresent()) {
                drop(new DroppedCall(call, breach.get()));
            } else {
                (isFirst(call, now) ? taken : duplicates).add(call);
            }
        }
        return new Verdict(SUCCESS, taken, duplicates);
    }

    @Override
    public String idOf(ObjectNode event) {
        String messageId = event.path("messageId").asText("");
        return messageId.startsWith(options.messageIdPrefix())
                ? messageId.substring(options.messageIdPrefix().length())
                : messageId;
    }

    synchronized List<DroppedCall> dropped() {
        return List.copyOf(dropped);
    }

    private void drop(DroppedCall call) {
        dropped.add(call);
        if (dropped.size() > options.maxKept()) {
            dropped.removeFirst();
        }
    }

    /** A call without a messageId gets one of its own. */
    private boolean isFirst(ObjectNode call, Instant now) {
        String messageId = call.path("messageId").asText("");
        return messageId.isEmpty() || messageIds.isFirst(messageId, now);
    }
}
