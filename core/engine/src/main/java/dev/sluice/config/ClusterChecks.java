package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Checks of how a node works with others that a schema can't express. */
final class ClusterChecks {

    private static final JsonPointer CLUSTER = JsonPointer.compile("/cluster");
    private static final JsonPointer ENABLED = JsonPointer.compile("/cluster/enabled");
    private static final JsonPointer HOST = JsonPointer.compile("/cluster/host");
    private static final JsonPointer MEMBERS = JsonPointer.compile("/cluster/members");
    private static final JsonPointer ROLES = JsonPointer.compile("/cluster/roles");
    private static final JsonPointer TOKEN = JsonPointer.compile("/cluster/token");

    /** A node listens there, but nobody reaches it by such a name. */
    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

    private final JsonNode config;
    private final Findings findings;

    /** @param config with defaults; values that are wrong already are passed over */
    ClusterChecks(JsonNode config, Findings findings) {
        this.config = config;
        this.findings = findings;
    }

    void check() {
        if (findings.isFaulty(CLUSTER)) {
            return;
        }
        if (!config.at(ENABLED).asBoolean()) {
            if (findings.written().has(ROLES)) {
                findings.warning(ROLES, "is not used, since " + ENABLED + " is false");
            }
            return;
        }
        if (!findings.isFaulty(HOST)) {
            checkHost(config.at(HOST).asText());
        }
        if (!findings.isFaulty(MEMBERS) && config.at(MEMBERS).isEmpty()) {
            findings.warning(MEMBERS, "names no other node, so this one waits until others name it; name one or more");
        }
    }

    private void checkHost(String host) {
        if (WILDCARDS.contains(host)) {
            findings.wrongValue(HOST, "is no address by which others reach this node; write its own");
        } else if (!Loopback.isLoopback(host)
                && !findings.isFaulty(TOKEN)
                && config.at(TOKEN).asText().isEmpty()) {
            findings.wrongValue(
                    HOST, "is open to others, and no token is set; set " + TOKEN + " or bind to \"127.0.0.1\"");
        }
    }
}
