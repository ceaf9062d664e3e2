package dev.sluice.testkit.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a running node as its operators do. For one thread. */
public final class ManagementClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int PAGE = 1_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI node;
    private final Optional<String> token;

    /** Of a node without a token. */
    public ManagementClient(URI node) {
        this(node, Optional.empty());
    }

    /** @param node where its management listens */
    public ManagementClient(URI node, Optional<String> token) {
        this.node = node;
        this.token = token;
    }

    /** Events accepted and not settled, of all destinations; infinite where the node has none. */
    public double lag() throws IOException, InterruptedException {
        return metric("sluice_lane_lag_events\\{.*}").orElse(Double.POSITIVE_INFINITY);
    }

    /** Events that the node has delivered since it was started. */
    public double delivered() throws IOException, InterruptedException {
        return metric("sluice_lane_events_total\\{.*outcome=\"delivered\".*}").orElse(0);
    }

    /** The version of the jar that the node runs. */
    public String version() throws IOException, InterruptedException {
        return json("/api/v1/status").path("node").path("version").asText();
    }

    /** How many nodes the node knows to be there, itself among them. */
    public int nodes() throws IOException, InterruptedException {
        int there = 0;
        for (JsonNode node : json("/api/v1/status").path("nodes")) {
            there += node.has("error") ? 0 : 1;
        }
        return there;
    }

    /** All dead letters that the node knows of, with what came as it came where they are ingest's. */
    public List<Letter> letters() throws IOException, InterruptedException {
        List<Letter> letters = new ArrayList<>();
        String before = "";
        do {
            JsonNode page = json("/api/v1/dead-letters?limit=" + PAGE + before);
            for (JsonNode each : page.path("letters")) {
                letters.add(letter(each));
            }
            before = page.has("before") ? "&before=" + page.path("before").asText() : "";
        } while (!before.isEmpty());
        return letters;
    }

    private Letter letter(JsonNode summary) throws IOException, InterruptedException {
        String source = summary.path("destination").asText();
        String original = source.equals(Letter.INGEST)
                ? json("/api/v1/dead-letters/" + summary.path("id").asText())
                        .path("original")
                        .asText()
                : "";
        return new Letter(
                source,
                summary.path("eventId").asText(),
                summary.path("reason").asText(),
                summary.path("detail").asText(),
                original,
                Duration.between(time(summary, "receivedAt"), time(summary, "diedAt")));
    }

    private static Instant time(JsonNode letter, String field) {
        return Instant.parse(letter.path(field).asText());
    }

    private OptionalDouble metric(String series) throws IOException, InterruptedException {
        Matcher lines = Pattern.compile("(?m)^" + series + " (\\S+)$").matcher(get("/metrics"));
        double sum = 0;
        boolean found = false;
        while (lines.find()) {
            sum += Double.parseDouble(lines.group(1));
            found = true;
        }
        return found ? OptionalDouble.of(sum) : OptionalDouble.empty();
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path));
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.resolve(path)).timeout(TIMEOUT);
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
