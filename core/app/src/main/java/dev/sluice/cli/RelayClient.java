package dev.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.LoadedConfig;
import dev.sluice.config.ManagementConfig;
import dev.sluice.config.Secret;
import dev.sluice.journal.JournalInUseException;
import dev.sluice.plugin.PluginRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * The management API as commands use it: of the running relay that has the journal for itself, or else of the journal opened in this
 * process for as long as the command takes. Blocks.
 */
final class RelayClient implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** A replay of many letters takes a while. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(10);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final Optional<Secret> token;
    private final Optional<OfflineDesk> offline;
    private final boolean alone;
    private final HttpClient http;
    private final String silence;

    /**
     * @param alone whether nobody else takes events off the journal
     * @param silence what to make of it where nobody answers
     */
    private RelayClient(
            URI base,
            HttpClient http,
            Optional<Secret> token,
            Optional<OfflineDesk> offline,
            boolean alone,
            String silence) {
        this.alone = alone;
        this.base = base;
        this.http = http;
        this.silence = silence;
        this.token = token;
        this.offline = offline;
    }

    /** Opens the journal, or reaches the relay that has it. */
    static RelayClient open(LoadedConfig loaded, PluginRegistry plugins) throws IOException {
        try {
            OfflineDesk desk = OfflineDesk.open(loaded, plugins);
            boolean shared = loaded.config().journal().kafka().isPresent();
            return new RelayClient(
                    desk.uri(), client().build(), Optional.empty(), Optional.of(desk), !shared, "the journal");
        } catch (JournalInUseException running) {
            return reach(loaded.config().management(), "a relay has the journal, but its management port");
        }
    }

    /** Reaches the running relay; its first exchange fails where none runs. */
    static RelayClient ofRunning(ConfigOption config) {
        return reach(config.load(config.plugins()).config().management(), "no relay runs, or its management port");
    }

    private static RelayClient reach(ManagementConfig management, String silence) {
        HttpClient.Builder http = client();
        management.tls().ifPresent(files -> http.sslContext(PinnedCertificate.context(files.certificate())));
        return new RelayClient(uri(management), http.build(), management.token(), Optional.empty(), false, silence);
    }

    /** Whether no relay runs, so that nobody takes events off the journal. */
    boolean isAlone() {
        return alone;
    }

    /** Answers what stands at a path. */
    JsonNode get(String path) throws IOException, InterruptedException {
        return exchange(HttpRequest.newBuilder(base.resolve(path)).GET());
    }

    /** Posts JSON and answers what came of it. */
    JsonNode post(String path, ObjectNode body) throws IOException, InterruptedException {
        return exchange(HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    /**
     * Posts lines and answers the status and what came with it.
     *
     * @throws IOException where the relay does not answer
     */
    Answer postLines(String path, byte[] lines) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                // The guard of management lets no other type change anything; it reads lines of JSON all the same.
                .header("Content-Type", "application/json")
                .timeout(ANSWER_TIMEOUT)
                .POST(BodyPublishers.ofByteArray(lines));
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
        HttpResponse<String> response = send(request.build());
        return new Answer(response.statusCode(), JSON.readTree(response.body()));
    }

    /** An answer of whatever status. */
    record Answer(int status, JsonNode body) {}

    @Override
    public void close() throws IOException {
        if (offline.isPresent()) {
            offline.get().close();
        }
    }

    private JsonNode exchange(HttpRequest.Builder request) throws IOException, InterruptedException {
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
        HttpResponse<String> response = send(request.timeout(ANSWER_TIMEOUT).build());
        JsonNode answer = JSON.readTree(response.body());
        if (response.statusCode() != 200) {
            throw new IllegalArgumentException(
                    answer.path("error").asText("the relay answered " + response.statusCode()));
        }
        return answer;
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new IOException(
                    silence + " at " + base + " does not answer: " + why(unreachable)
                            + "; see /management/host and /management/port",
                    unreachable);
        }
    }

    /** The client has no words for a refused connection. */
    private static String why(IOException unreachable) {
        return unreachable.getMessage() == null ? "connection refused" : unreachable.getMessage();
    }

    private static HttpClient.Builder client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT);
    }

    /** A server that listens everywhere is reached at home. */
    private static URI uri(ManagementConfig management) {
        String host =
                management.host().equals("0.0.0.0") || management.host().equals("::") ? "127.0.0.1" : management.host();
        String written = host.contains(":") ? "[" + host + "]" : host;
        return URI.create(
                (management.tls().isPresent() ? "https://" : "http://") + written + ":" + management.port() + "/");
    }
}
