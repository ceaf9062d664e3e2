package dev.sluice.http;

import dev.sluice.spi.Answer;
import dev.sluice.spi.DeliveryResponse;
import dev.sluice.spi.Fate;
import dev.sluice.spi.MappedEvent;
import dev.sluice.spi.http.AnswerBody;
import dev.sluice.spi.http.StatusAnswer;
import java.util.List;
import java.util.Optional;

/**
 * What an endpoint's answers mean: by their status, first as the operator says, then as HTTP does (RFC 9110, section 15) and the Standard
 * Webhooks specification, section on delivery success and failure.
 */
final class HttpAnswers {

    private final StatusRules statuses;
    private final List<String> secrets;
    private final String wrongAddress;
    private final StatusAnswer byStatus;

    /** @param secrets cut out of all that the endpoint says */
    HttpAnswers(HttpSettings settings, List<String> secrets) {
        statuses = settings.statuses();
        this.secrets = secrets;
        wrongAddress = "check settings.url, which is at " + settings.origin() + ", and settings.method";
        byStatus = new StatusAnswer(
                settings.origin(),
                "check the credentials in settings.headers and settings.url, and that the endpoint knows one of"
                        + " settings.signingSecrets");
    }

    Answer read(DeliveryResponse response, List<MappedEvent> batch) {
        int status = response.status();
        AnswerBody body = new AnswerBody(response, secrets);
        if (statuses.success().has(status)) {
            return new Answer.Delivered(Optional.empty());
        }
        if (statuses.rejected().has(status)) {
            return rejected(body.said(), batch);
        }
        if (statuses.retried().has(status)) {
            return new Answer.Unavailable(body.said(), response.retryAfter());
        }
        if (statuses.misconfigured().has(status)) {
            return new Answer.Misconfigured(
                    body.said(), "settings.misconfigured has this status: see what the endpoint asks for");
        }
        return unlisted(response, body);
    }

    private Answer unlisted(DeliveryResponse response, AnswerBody body) {
        int status = response.status();
        if (status == 404 || status == 405 || status == 410 || status / 100 == 3) {
            return new Answer.Misconfigured(body.said(), wrongAddress);
        }
        return status / 100 == 2
                ? new Answer.Unavailable(body.said() + ", which settings.success does not name", response.retryAfter())
                : byStatus.read(response, body);
    }

    /** The operator vouches for it that the event is to blame, so nothing needs to be proved. */
    private static Answer rejected(String said, List<MappedEvent> batch) {
        return batch.size() == 1
                ? new Answer.Sorted(List.of(new Fate.Rejected("refused", said)))
                : new Answer.Refused(said);
    }
}
