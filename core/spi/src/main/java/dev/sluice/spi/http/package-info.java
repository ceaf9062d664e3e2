/** What destinations that are reached over HTTP have in common: bodies around batches, and the reading of answers. */
@NullMarked
package dev.sluice.spi.http;

import org.jspecify.annotations.NullMarked;
