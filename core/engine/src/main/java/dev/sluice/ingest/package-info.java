/** Where webhooks come in: signature, body, answer. Hands what it accepts to the journal and knows nothing of destinations. */
@NullMarked
package dev.sluice.ingest;

import org.jspecify.annotations.NullMarked;
