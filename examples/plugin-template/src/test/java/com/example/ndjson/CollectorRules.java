package com.example.ndjson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.RefusedException;
import dev.sluice.testkit.sandbox.Reply;
import dev.sluice.testkit.sandbox.StrictJson;
import dev.sluice.testkit.sandbox.VendorRules;
import dev.sluice.testkit.sandbox.Verdict;
import dev.sluice.testkit.sandbox.WireRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the collector takes in and how it answers. A vendor's own documents say it, with their address here. */
final class CollectorRules implements VendorRules<Lines> {

    private static final int MAX_BYTES = 5_000_000;
    private static final int MAX_LINES = 1_000;

    private final String token;

    CollectorRules(String token) {
        this.token = token;
    }

    @Override
    public int maxBodyBytes(String path) {
        return MAX_BYTES;
    }

    @Override
    public Lines read(WireRequest request) throws RefusedException {
        if (!request.path().equals("/events")) {
            throw new RefusedException(Reply.error(404, "there is nothing at " + request.path()));
        }
        if (!request.header("authorization").equals("Bearer " + token)) {
            throw new RefusedException(Reply.error(401, "the token is not known"));
        }
        List<JsonNode> lines = new ArrayList<>();
        for (String line : text(request).lines().toList()) {
            lines.add(StrictJson.parse(line.getBytes(StandardCharsets.UTF_8))
                    .orElseThrow(() -> new RefusedException(Reply.error(400, "a line is no JSON"))));
        }
        if (lines.size() > MAX_LINES) {
            throw new RefusedException(Reply.error(413, "more than " + MAX_LINES + " lines"));
        }
        return new Lines(request.path(), token, lines);
    }

    @Override
    public Verdict judge(Lines lines) {
        List<String> rejected = new ArrayList<>();
        for (int line = 0; line < lines.all().size(); line++) {
            if (!lines.all().get(line).path("event").isTextual()) {
                rejected.add("{\"line\":" + line + ",\"reason\":\"event is not a text\"}");
            }
        }
        return rejected.isEmpty()
                ? new Verdict(Reply.json(200, "{}"), lines.events(), List.of())
                : Verdict.refused(Reply.json(400, "{\"rejected\":[" + String.join(",", rejected) + "]}"));
    }

    @Override
    public String idOf(ObjectNode event) {
        return event.path("id").asText();
    }

    private static String text(WireRequest request) throws RefusedException {
        try {
            return new String(request.unpacked(MAX_BYTES), StandardCharsets.UTF_8);
        } catch (IOException malformed) {
            throw new RefusedException(Reply.error(400, "the body is no gzip"));
        }
    }
}
