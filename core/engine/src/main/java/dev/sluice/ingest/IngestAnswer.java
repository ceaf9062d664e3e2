package dev.sluice.ingest;

import dev.sluice.journal.AppendBatch;

/**
 * What ingest answers. The statuses are chosen for Customer.io, which stops its whole stream for an hour after most of them but
 * comes back soon after a 503, and which retries no message better for being refused.
 *
 * @param status the HTTP status
 * @param outcome the label in {@code sluice_ingest_requests_total}
 * @param body JSON
 */
record IngestAnswer(int status, String outcome, String body) {

    /** Seconds after which a sender may try again; the sender's own back-off is longer. */
    static final int RETRY_AFTER_SECONDS = 5;

    static IngestAnswer stored(AppendBatch batch) {
        int accepted = batch.events().size();
        int quarantined = batch.quarantined().size();
        return quarantined == 0
                ? new IngestAnswer(200, "accepted", "{\"accepted\":" + accepted + "}")
                : new IngestAnswer(
                        200, "quarantined", "{\"accepted\":" + accepted + ",\"quarantined\":" + quarantined + "}");
    }

    static IngestAnswer unsigned(SignatureCheck.Verdict verdict) {
        return error(401, "unauthorized", verdict.words());
    }

    static IngestAnswer wrongPath() {
        return error(404, "not_found", "no webhooks are received here");
    }

    static IngestAnswer wrongMethod() {
        return error(405, "method_not_allowed", "webhooks are posted");
    }

    static IngestAnswer tooSlow() {
        return error(408, "too_slow", "the body took too long to arrive");
    }

    static IngestAnswer tooLarge(long maxBytes) {
        return error(413, "too_large", "the body is over " + maxBytes + " bytes");
    }

    static IngestAnswer wrongType() {
        return error(415, "unsupported_type", "send application/json or application/x-ndjson, uncompressed");
    }

    /** @param outcome why: {@code journal_full}, {@code overloaded}, {@code stopping}, {@code too_late}, {@code journal_away}, {@code failed} */
    static IngestAnswer unavailable(String outcome, String why) {
        return error(503, outcome, why);
    }

    private static IngestAnswer error(int status, String outcome, String words) {
        return new IngestAnswer(status, outcome, "{\"error\":\"" + words + "\"}");
    }
}
