package dev.sluice.ingest;

/** A body that is not read to its end, with the answer to give. */
final class BodyRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient IngestAnswer answer;

    BodyRefusedException(IngestAnswer answer) {
        super(answer.body(), null, false, false);
        this.answer = answer;
    }

    IngestAnswer answer() {
        return answer;
    }
}
