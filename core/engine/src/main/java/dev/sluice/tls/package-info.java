/** Certificates, the node's own and those that vouch for others: read from PEM files, checked, and, for servers, renewed while it
 * runs. For whoever opens a port. */
@NullMarked
package dev.sluice.tls;

import org.jspecify.annotations.NullMarked;
