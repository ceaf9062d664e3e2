/** PostHog as a destination: settings, mapping, requests and answers of the batch request of its capture API. */
@NullMarked
package dev.sluice.posthog;

import org.jspecify.annotations.NullMarked;
