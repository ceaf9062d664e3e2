package dev.sluice.testkit.contract;

import dev.sluice.spi.DeliveryResponse;
import dev.sluice.testkit.fuzz.HostileBytes;
import dev.sluice.testkit.fuzz.HostileJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Answers as servers and what stands before them give them, and as nobody should. */
final class AnswerCases {

    static final String PAGE = "<!DOCTYPE html><html><head><title>502</title></head><body>nginx</body></html>";
    static final String JSON_ERROR = "{\"code\":1,\"error\":\"it did not work\",\"message\":\"it did not work\"}";

    static final List<Integer> STATUSES = List.of(
            200, 201, 202, 204, 206, 301, 302, 304, 307, 308, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 411,
            413, 414, 415, 418, 422, 425, 429, 431, 451, 499, 500, 501, 502, 503, 504, 507, 520, 524, 529, 599);

    private static final int MEBIBYTE = 1024 * 1024;
    private static final int DEEP = 100_000;
    private static final int FUZZED = 40;

    /** Where a body is looked into, as a rule. */
    private static final List<Integer> TELLING = List.of(200, 400, 413, 422, 429, 500);

    private static final List<byte[]> HOSTILE = hostile();

    private AnswerCases() {}

    static DeliveryResponse of(int status, String body) {
        return of(status, body.getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", "application/json"));
    }

    static DeliveryResponse withRetryAfter(int status, String body, String value) {
        return of(status, body.getBytes(StandardCharsets.UTF_8), Map.of("Retry-After", value));
    }

    /** One of each class, for comparisons. */
    static List<DeliveryResponse> few() {
        List<DeliveryResponse> few = new ArrayList<>();
        for (int status : List.of(200, 204, 302, 400, 401, 403, 404, 413, 422, 429, 500, 503)) {
            few.add(of(status, JSON_ERROR));
            few.add(withRetryAfter(status, "", "7"));
        }
        return few;
    }

    /** Every status with every body that a server may send, and some statuses with what none should. */
    static List<DeliveryResponse> all(List<String> secrets) {
        List<String> bodies = bodies(secrets);
        List<DeliveryResponse> all = new ArrayList<>();
        for (int status : STATUSES) {
            bodies.forEach(body -> all.add(of(status, body)));
        }
        for (int status : TELLING) {
            HOSTILE.forEach(body -> all.add(of(status, body, Map.of())));
        }
        for (String wait : List.of("0", "-1", "7", "99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT", "soon")) {
            all.add(withRetryAfter(429, JSON_ERROR, wait));
            all.add(withRetryAfter(503, "", wait));
        }
        return all;
    }

    private static List<String> bodies(List<String> secrets) {
        List<String> texts = new ArrayList<>(List.of(
                "",
                " ",
                "{}",
                "[]",
                "null",
                "0",
                "\"text\"",
                JSON_ERROR,
                JSON_ERROR.substring(0, JSON_ERROR.length() / 2),
                PAGE,
                "upstream connect error",
                "{\"error\":\"first line\\r\\nsecond\\u0000\\u001b[31m line\"}",
                "{\"error\":\"" + "\uD83D\uDE00".repeat(1000) + "\"}",
                "{\"error\":{\"message\":[1,null,{}]},\"errors\":[1,\"x\",{\"index\":99},{\"index\":-1}]}"));
        for (String secret : secrets) {
            texts.add("{\"error\":\"Invalid key " + secret + "\"}");
            texts.add("{\"message\":\"" + secret + "\",\"detail\":\"" + secret + "\",\"title\":\"" + secret + "\"}");
            texts.add("{\"errors\":[{\"index\":0,\"message\":\"" + secret + "\"}],\"error\":[\"" + secret + "\"]}");
            texts.add("no such key: " + secret);
            texts.add("<html>" + secret + "</html>");
        }
        return texts;
    }

    /** Longer, deeper or stranger than what anybody reads. */
    private static List<byte[]> hostile() {
        List<byte[]> bodies = new ArrayList<>();
        for (String huge : List.of(
                "x".repeat(MEBIBYTE),
                "{\"error\":\"" + "y".repeat(MEBIBYTE) + "\"}",
                "[".repeat(DEEP),
                "{\"a\":".repeat(DEEP))) {
            bodies.add(huge.getBytes(StandardCharsets.UTF_8));
        }
        for (int seed = 0; seed < FUZZED; seed++) {
            Random random = new Random(seed);
            bodies.add(
                    seed % 4 == 0
                            ? HostileBytes.noise(500, random)
                            : HostileJson.written(HostileJson.value(random), random)
                                    .getBytes(StandardCharsets.UTF_8));
        }
        return bodies;
    }

    private static DeliveryResponse of(int status, byte[] body, Map<String, String> headers) {
        return new DeliveryResponse(status, headers, body, RequestChecks.NOW);
    }
}
