/** What nodes ask and tell each other to be governed as one. It knows the nodes and the bus, never what is asked. */
@NullMarked
package dev.sluice.control;

import org.jspecify.annotations.NullMarked;
