/**
 * Segment as a destination meets it: the batch request of its HTTP Tracking API. Tests enter through
 * {@link dev.sluice.testkit.segment.SegmentSandbox}.
 */
@NullMarked
package dev.sluice.testkit.segment;

import org.jspecify.annotations.NullMarked;
