/** Certificates of the node's own servers: read from PEM files, checked, and renewed while it runs. For whoever opens a port. */
@NullMarked
package dev.sluice.tls;

import org.jspecify.annotations.NullMarked;
