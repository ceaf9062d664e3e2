package dev.sluice.testkit.contract.good;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.DedupeMemory;
import dev.sluice.testkit.sandbox.RefusedException;
import dev.sluice.testkit.sandbox.Reply;
import dev.sluice.testkit.sandbox.Sandbox;
import dev.sluice.testkit.sandbox.StrictJson;
import dev.sluice.testkit.sandbox.Upload;
import dev.sluice.testkit.sandbox.VendorRules;
import dev.sluice.testkit.sandbox.Verdict;
import dev.sluice.testkit.sandbox.WireRequest;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Plays the good plugin's vendor. */
public final class GoodSandbox extends Sandbox {

    public GoodSandbox(Vertx vertx, String token) {
        super(vertx, "good", 0, 10_000, new Rules(token));
    }

    private record Events(String path, String credential, List<ObjectNode> events) implements Upload {}

    private static final class Rules implements VendorRules<Events> {

        private final DedupeMemory seen = new DedupeMemory(Duration.ofDays(1), 10_000);
        private final String token;

        Rules(String token) {
            this.token = token;
        }

        @Override
        public int maxBodyBytes(String path) {
            return GoodDestination.LIMITS.maxBytes();
        }

        @Override
        public Events read(WireRequest request) throws RefusedException {
            if (!request.path().equals("/events")) {
                throw new RefusedException(Reply.error(404, "there is nothing here"));
            }
            if (!request.header("authorization").equals("Bearer " + token)) {
                throw new RefusedException(Reply.error(401, "no such token: " + request.header("authorization")));
            }
            List<ObjectNode> events = StrictJson.parse(unpacked(request))
                    .flatMap(body -> StrictJson.objects(body.path("events")))
                    .orElseThrow(() -> new RefusedException(Reply.error(400, "not a list of events")));
            if (events.size() > GoodDestination.LIMITS.maxEvents()) {
                throw new RefusedException(Reply.error(413, "too many events"));
            }
            return new Events(request.path(), token, events);
        }

        @Override
        public Verdict judge(Events upload) {
            if (!upload.events().stream().allMatch(event -> event.path("id").isTextual())) {
                return Verdict.refused(Reply.error(400, "an event lacks its id"));
            }
            List<ObjectNode> taken = new ArrayList<>();
            List<ObjectNode> duplicates = new ArrayList<>();
            for (ObjectNode event : upload.events()) {
                (seen.isFirst(idOf(event), Instant.now()) ? taken : duplicates).add(event);
            }
            return new Verdict(Reply.json(200, "{}"), taken, duplicates);
        }

        @Override
        public String idOf(ObjectNode event) {
            return event.path("id").asText();
        }

        private static byte[] unpacked(WireRequest request) throws RefusedException {
            try {
                return request.unpacked(GoodDestination.LIMITS.maxBytes());
            } catch (IOException malformed) {
                throw new RefusedException(Reply.error(400, "not gzip"));
            }
        }
    }
}
