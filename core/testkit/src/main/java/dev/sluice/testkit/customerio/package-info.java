/** Customer.io as the sender of reporting webhooks: events, signatures and calls. Tests and the demo enter. */
@NullMarked
package dev.sluice.testkit.customerio;

import org.jspecify.annotations.NullMarked;
