package dev.sluice.testkit.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a vendor takes in, refuses and answers, by its public documents. Called for one request at a time, on any thread; must not wait.
 *
 * @param <U> a request as the vendor understands it
 */
public interface VendorRules<U extends Upload> {

    /** The longest body over the wire at this path; {@link #read} sees at most one byte more. 0 where there is no such path. */
    int maxBodyBytes(String path);

    /**
     * Reads a request; changes nothing.
     *
     * @throws RefusedException with the answer, where it cannot be read, is too large, or went to no path of the vendor's
     */
    U read(WireRequest request) throws RefusedException;

    /** Judges a request that could be read and takes in what it takes in. Not called where a fault comes before. */
    Verdict judge(U upload);

    /** The id that the sender gave to an event, Customer.io's {@code event_id}; empty where it has none. */
    String idOf(ObjectNode event);
}
