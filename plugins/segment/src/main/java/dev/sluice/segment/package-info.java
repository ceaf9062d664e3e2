/** Segment as a destination: settings, mapping, requests and answers of the batch request of its HTTP Tracking API. */
@NullMarked
package dev.sluice.segment;

import org.jspecify.annotations.NullMarked;
