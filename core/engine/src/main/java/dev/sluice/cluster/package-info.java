/** How nodes find each other and know who is there; what they say to each other goes over the event bus. */
@NullMarked
package dev.sluice.cluster;

import org.jspecify.annotations.NullMarked;
