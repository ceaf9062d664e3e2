package dev.sluice.imports;

import dev.sluice.ingest.WebhookBody;
import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.DeadLetter;

/** Whether ingest would take a value for an event. */
final class EventChecks {

    private EventChecks() {}

    /** Why it would not, in words; empty where it would. */
    static String reason(byte[] json) {
        AppendBatch read = WebhookBody.json(json, 0);
        if (!read.quarantined().isEmpty()) {
            DeadLetter letter = read.quarantined().get(0);
            return letter.reason() + (letter.detail().isEmpty() ? "" : ": " + letter.detail());
        }
        return read.events().size() == 1 ? "" : "not-an-object: one event a line is expected";
    }
}
