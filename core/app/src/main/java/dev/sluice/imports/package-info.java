/** Reads files of webhooks, part by part within bounded memory, for the command that imports them. */
@NullMarked
package dev.sluice.imports;

import org.jspecify.annotations.NullMarked;
