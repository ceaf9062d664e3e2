package dev.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** Tells a lane of the running relay, and those of the nodes it works with, what to do. Blocks. */
final class LaneControl {

    private LaneControl() {}

    /** @param command as the management API names it: {@code pause} or {@code resume} */
    static void tell(ConfigOption config, String destination, String command, PrintWriter out)
            throws IOException, InterruptedException {
        try (RelayClient relay = RelayClient.ofRunning(config)) {
            String id = URLEncoder.encode(destination, StandardCharsets.UTF_8).replace("+", "%20");
            JsonNode answer =
                    relay.post("api/v1/destinations/" + id + "/" + command, JsonNodeFactory.instance.objectNode());
            out.println(destination + ": " + answer.path("status").asText() + heard(answer));
            for (JsonNode unheard : answer.path("unheard")) {
                out.println("node " + unheard.path("node").asText() + " "
                        + unheard.path("error").asText() + "; it learns of this when it can be reached again");
            }
            out.flush();
        }
    }

    private static String heard(JsonNode answer) {
        StringJoiner nodes = new StringJoiner(", ", " on ", "");
        answer.path("heard").forEach(node -> nodes.add(node.asText()));
        return answer.has("heard") ? nodes.toString() : "";
    }
}
