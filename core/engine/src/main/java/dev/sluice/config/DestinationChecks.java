package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.expression.InvalidExpressionException;
import dev.sluice.expression.WhenExpression;
import dev.sluice.spi.BatchLimits;
import dev.sluice.spi.Destination;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Checks of destinations that a schema can't express. */
final class DestinationChecks {

    /** The name under which ingest files its own dead letters. */
    private static final String RESERVED_ID = "ingest";

    private final Findings findings;
    private final Map<String, JsonPointer> ids = new HashMap<>();

    DestinationChecks(Findings findings) {
        this.findings = findings;
    }

    /**
     * Checks the next destination.
     *
     * @param config its configuration with defaults; a default batch limit over what the destination takes is lowered in it
     * @param destination what the plugin makes of it, where it can
     */
    void check(JsonPointer at, ObjectNode config, Optional<Destination> destination) {
        checkId(at.appendProperty("id"), config.path("id"));
        EventSelectionCheck.check(
                at.append(JsonPointer.compile("/filter/events")), config.at("/filter/events"), findings);
        checkCondition(at.append(JsonPointer.compile("/filter/when")), config.at("/filter/when"));
        destination.ifPresent(known -> {
            new MappingCheck(known.mapping(), findings).check(at.appendProperty("mapping"), config.path("mapping"));
            checkBatch(at.appendProperty("batch"), config.path("batch"), known.limits());
        });
        checkWindow(at, config);
    }

    private void checkId(JsonPointer pointer, JsonNode id) {
        if (!id.isTextual() || findings.isFaulty(pointer)) {
            return;
        }
        JsonPointer first = ids.putIfAbsent(id.textValue(), pointer.head());
        if (first != null) {
            findings.wrongValue(pointer, "is also the id of " + first + "; give each destination an id of its own");
        }
        if (id.textValue().equals(RESERVED_ID)) {
            findings.wrongValue(pointer, "is taken by Sluice's own ingest; choose another id");
        }
    }

    private void checkCondition(JsonPointer pointer, JsonNode condition) {
        if (!condition.isTextual() || findings.isFaulty(pointer)) {
            return;
        }
        try {
            WhenExpression.compile(condition.textValue());
        } catch (InvalidExpressionException invalid) {
            // The compiler repeats the condition, and with it what a reference stands for.
            String why = findings.written().isAsWritten(pointer, condition)
                    ? ": " + invalid.getMessage()
                    : " with the values of its references in place, which are not shown";
            findings.wrongValue(pointer, "is no condition in CEL" + why);
        }
    }

    private void checkBatch(JsonPointer at, JsonNode batch, BatchLimits limits) {
        if (batch instanceof ObjectNode object) {
            checkLimit(at.appendProperty("maxEvents"), object, Quantity.NUMBER, limits.maxEvents());
            checkLimit(at.appendProperty("maxBytes"), object, Quantity.SIZE, limits.maxBytes());
        }
    }

    private void checkLimit(JsonPointer pointer, ObjectNode batch, Quantity quantity, long limit) {
        String key = pointer.last().getMatchingProperty();
        if (findings.isFaulty(pointer) || quantity.amount(batch.path(key)) <= limit) {
            return;
        }
        if (findings.written().has(pointer)) {
            findings.wrongValue(
                    pointer, "is more than the destination takes in a request; write at most " + quantity.json(limit));
        } else {
            batch.put(key, limit);
        }
    }

    /** A batch over the window never fills up: it goes out when it has waited long enough. */
    private void checkWindow(JsonPointer at, ObjectNode config) {
        for (String key : new String[] {"maxEvents", "maxBytes"}) {
            Quantity quantity = key.equals("maxEvents") ? Quantity.NUMBER : Quantity.SIZE;
            JsonPointer batch = at.append(JsonPointer.compile("/batch/" + key));
            JsonPointer window = at.append(JsonPointer.compile("/window/" + key));
            if (findings.isFaulty(batch) || findings.isFaulty(window)) {
                continue;
            }
            long inBatch = quantity.amount(config.path("batch").path(key));
            long inWindow = quantity.amount(config.path("window").path(key));
            if (inBatch > inWindow) {
                findings.warning(
                        batch,
                        "batches of " + quantity.text(inBatch) + " never fill up, since " + window
                                + " lets the lane read only " + quantity.text(inWindow) + " ahead; raise the one or"
                                + " lower the other");
            }
        }
    }
}
