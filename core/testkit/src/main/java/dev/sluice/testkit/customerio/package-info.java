/** The sending side for tests and the demo: webhooks as Customer.io makes, signs and posts them. */
@NullMarked
package dev.sluice.testkit.customerio;

import org.jspecify.annotations.NullMarked;
