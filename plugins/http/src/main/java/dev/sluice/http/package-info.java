/** Any HTTP endpoint as a destination: bodies by template, alone or in batches, signed as Standard Webhooks are. */
@NullMarked
package dev.sluice.http;

import org.jspecify.annotations.NullMarked;
