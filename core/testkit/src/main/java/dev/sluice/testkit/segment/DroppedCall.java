package dev.sluice.testkit.segment;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A call that Segment answered 200 to and did not take in.
 *
 * @param reason as its debugger would tell it
 */
public record DroppedCall(ObjectNode call, String reason) {}
