/** Where a Customer.io event keeps what every destination's mapping asks for: the person, the device, the message. */
@NullMarked
package dev.sluice.spi.customerio;

import org.jspecify.annotations.NullMarked;
