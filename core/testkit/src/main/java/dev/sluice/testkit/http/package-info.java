/**
 * An endpoint that takes webhooks and checks their signatures by the Standard Webhooks specification, written apart from whoever signs. Tests
 * enter through {@link dev.sluice.testkit.http.HttpSandbox}.
 */
@NullMarked
package dev.sluice.testkit.http;

import org.jspecify.annotations.NullMarked;
