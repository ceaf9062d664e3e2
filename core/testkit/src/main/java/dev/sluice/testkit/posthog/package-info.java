/** A PostHog that takes batches in by its documented rules, for tests. */
@NullMarked
package dev.sluice.testkit.posthog;

import org.jspecify.annotations.NullMarked;
