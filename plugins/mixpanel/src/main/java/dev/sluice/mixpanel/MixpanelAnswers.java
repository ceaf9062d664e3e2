package dev.sluice.mixpanel;

import dev.sluice.spi.Answer;
import dev.sluice.spi.DeliveryResponse;
import dev.sluice.spi.Fate;
import dev.sluice.spi.http.AnswerBody;
import dev.sluice.spi.http.StatusAnswer;
import java.util.Map;
import java.util.Optional;

/**
 * What Mixpanel's answers mean. In strict mode a 400 names the events that it refuses, while the others are taken in. Sources:
 * docs.mixpanel.com/reference/import-events, sections on validation and rate limit, and /troubleshooting/errors.
 */
final class MixpanelAnswers {

    private final MixpanelSettings settings;
    private final StatusAnswer byStatus;

    MixpanelAnswers(MixpanelSettings settings) {
        this.settings = settings;
        String credentials = settings.credentials().projectId().isPresent()
                ? "settings.serviceAccountUsername, serviceAccountSecret and projectId: the account must be an Owner or"
                        + " Admin of the project"
                : "settings.projectToken";
        byStatus = new StatusAnswer(
                settings.endpoint(),
                "check " + credentials + "; the request went to region "
                        + settings.region().setting() + ", set settings.region to where the project's data resides");
    }

    /** @param sent how many events; 0 for a probe */
    Answer read(DeliveryResponse response, int sent) {
        AnswerBody body = new AnswerBody(response, settings.credentials().secrets());
        return switch (response.status()) {
            case 200 -> delivered(response, body, sent);
            case 400 -> refused(body, sent);
            default -> byStatus.read(response, body);
        };
    }

    private Answer delivered(DeliveryResponse response, AnswerBody body, int sent) {
        int imported = body.json().path("num_records_imported").asInt(sent);
        return imported == sent
                ? byStatus.read(response, body)
                : new Answer.Delivered(
                        Optional.of("Mixpanel counted " + imported + " events where " + sent + " were sent"));
    }

    private static Answer refused(AnswerBody body, int sent) {
        FailedRecords failed = new FailedRecords(body);
        if (sent == 0 && !failed.isEmpty()) {
            // The probe's event was looked at and found invalid, as it is.
            return new Answer.Delivered(Optional.empty());
        }
        Map<Integer, Fate> refusals = failed.byPlace(sent);
        return refusals.isEmpty() ? new Answer.Refused(body.said()) : new Answer.Sorted(failed.fates(sent, refusals));
    }
}
