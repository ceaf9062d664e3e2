package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Checks of the journal that a schema can't express: what each kind needs, and what it has no use for. */
final class JournalChecks {

    private static final JsonPointer TYPE = JsonPointer.compile("/journal/type");
    private static final JsonPointer BROKERS = JsonPointer.compile("/journal/bootstrapServers");
    private static final JsonPointer BODY = JsonPointer.compile("/ingest/maxBodyBytes");
    private static final JsonPointer DEDUPE = JsonPointer.compile("/ingest/dedupeWindowEvents");

    private static final List<JsonPointer> OF_KAFKA = List.of(
            BROKERS,
            JsonPointer.compile("/journal/topic"),
            JsonPointer.compile("/journal/partitions"),
            JsonPointer.compile("/journal/replication"),
            JsonPointer.compile("/journal/client"));

    private static final List<JsonPointer> OF_SQLITE = List.of(JsonPointer.compile("/journal/path"));

    /** Brokers take a record whole into memory, and a dead letter holds an event and what was made of it. */
    private static final long LONGEST_EVENT = 64L << 20;

    private final JsonNode config;
    private final Findings findings;

    /** @param config with defaults; values that are wrong already are passed over */
    JournalChecks(JsonNode config, Findings findings) {
        this.config = config;
        this.findings = findings;
    }

    void check() {
        if (findings.isFaulty(TYPE)) {
            return;
        }
        boolean kafka = config.at(TYPE).asText().equals(JournalConfig.KAFKA);
        for (JsonPointer unused : kafka ? OF_SQLITE : OF_KAFKA) {
            if (findings.written().has(unused)) {
                findings.warning(
                        unused,
                        "is not used, since " + TYPE + " is \""
                                + config.at(TYPE).asText() + "\"");
            }
        }
        if (kafka) {
            checkKafka();
        }
    }

    private void checkKafka() {
        if (!findings.isFaulty(BROKERS) && config.at(BROKERS).asText().isEmpty()) {
            findings.error(BROKERS, "the journal in Kafka needs brokers; name one or more, as host:port");
        }
        if (!findings.isFaulty(DEDUPE) && config.at(DEDUPE).asLong() > 0) {
            findings.wrongValue(
                    DEDUPE,
                    "can't be kept with a journal in Kafka, since no node knows what the others received; leave it out");
        }
        if (!findings.isFaulty(BODY) && Quantity.SIZE.amount(config.at(BODY)) > LONGEST_EVENT) {
            findings.wrongValue(
                    BODY,
                    "is more than a record of Kafka shall hold; write at most " + Quantity.SIZE.json(LONGEST_EVENT)
                            + ", or use a journal of another type");
        }
    }
}
