package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/** Checks of what a node listens to: nothing that needs a key may be open to others without one. */
final class NetworkChecks {

    private static final JsonPointer KEYS = JsonPointer.compile("/ingest/customerio/signingKeys");
    private static final JsonPointer INGEST_HOST = JsonPointer.compile("/ingest/host");
    private static final JsonPointer INGEST_PORT = JsonPointer.compile("/ingest/port");
    private static final JsonPointer MANAGEMENT_HOST = JsonPointer.compile("/management/host");
    private static final JsonPointer MANAGEMENT_PORT = JsonPointer.compile("/management/port");
    private static final JsonPointer TOKEN = JsonPointer.compile("/management/token");
    private static final JsonPointer BODY = JsonPointer.compile("/ingest/maxBodyBytes");
    private static final JsonPointer IN_FLIGHT = JsonPointer.compile("/ingest/maxInFlightBytes");

    private final JsonNode config;
    private final Findings findings;

    /** @param config with defaults; values that are wrong already are passed over */
    NetworkChecks(JsonNode config, Findings findings) {
        this.config = config;
        this.findings = findings;
    }

    void check() {
        if (sound(KEYS, INGEST_HOST, JsonPointer.compile("/ingest/allowUnsigned"))) {
            checkSigning();
        }
        if (sound(MANAGEMENT_HOST, TOKEN)
                && !Loopback.isLoopback(text(MANAGEMENT_HOST))
                && text(TOKEN).isEmpty()) {
            findings.wrongValue(
                    MANAGEMENT_HOST,
                    "is open to others, and no token is set; set " + TOKEN + " or bind to \"127.0.0.1\"");
        }
        if (sound(INGEST_PORT, MANAGEMENT_PORT, INGEST_HOST, MANAGEMENT_HOST)) {
            checkPorts();
        }
        if (sound(BODY, IN_FLIGHT) && size(IN_FLIGHT) < size(BODY)) {
            findings.error(
                    findings.written().has(IN_FLIGHT) ? IN_FLIGHT : BODY,
                    "a body of " + BODY + ", " + Quantity.SIZE.text(size(BODY)) + ", would never fit into " + IN_FLIGHT
                            + ", " + Quantity.SIZE.text(size(IN_FLIGHT)) + "; raise the second or lower the first");
        }
    }

    private void checkSigning() {
        boolean signed = false;
        for (JsonNode key : config.at(KEYS)) {
            signed |= !key.asText().isEmpty();
        }
        if (signed) {
            return;
        }
        boolean loopback = Loopback.isLoopback(text(INGEST_HOST));
        if (!loopback && !config.at("/ingest/allowUnsigned").asBoolean()) {
            findings.wrongValue(
                    INGEST_HOST,
                    "is open to others, and no signing key is set; give one in " + KEYS
                            + ", bind to \"127.0.0.1\", or set /ingest/allowUnsigned to true");
        } else {
            findings.warning(
                    KEYS,
                    "no signing key, so anyone who reaches " + text(INGEST_HOST) + ":" + text(INGEST_PORT)
                            + " can post events; give the key that Customer.io shows with the webhook");
        }
    }

    private void checkPorts() {
        long port = config.at(INGEST_PORT).asLong();
        boolean samePort = port != 0 && port == config.at(MANAGEMENT_PORT).asLong();
        if (samePort && text(INGEST_HOST).equals(text(MANAGEMENT_HOST))) {
            findings.error(MANAGEMENT_PORT, port + " is also the port of ingest; choose another one");
        }
    }

    private boolean sound(JsonPointer... pointers) {
        for (JsonPointer pointer : pointers) {
            if (findings.isFaulty(pointer)) {
                return false;
            }
        }
        return true;
    }

    private String text(JsonPointer pointer) {
        return config.at(pointer).asText();
    }

    private long size(JsonPointer pointer) {
        return Quantity.SIZE.amount(config.at(pointer));
    }
}
