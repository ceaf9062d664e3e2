package dev.sluice.testkit.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a vendor's rules made of a request.
 *
 * @param reply what is answered
 * @param taken the events that were taken in, in the request's order
 * @param duplicates the events that were dropped, since they had been taken in before
 */
public record Verdict(Reply reply, List<ObjectNode> taken, List<ObjectNode> duplicates) {

    public Verdict {
        taken = List.copyOf(taken);
        duplicates = List.copyOf(duplicates);
    }

    /** Nothing was taken in. */
    public static Verdict refused(Reply reply) {
        return new Verdict(reply, List.of(), List.of());
    }
}
