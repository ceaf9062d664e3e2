package dev.sluice.spi.http;

import dev.sluice.spi.Answer;
import dev.sluice.spi.DeliveryResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What an answer means by its status alone (RFC 9110, section 15), for all that a destination's documents do not say more about.
 * Immutable.
 */
public final class StatusAnswer {

    /** How long to leave a destination alone that says 429 and not for how long. */
    public static final Duration DEFAULT_PAUSE = Duration.ofSeconds(30);

    private final URI endpoint;
    private final String credentialsRemedy;

    /**
     * The reading of one destination's answers.
     *
     * @param endpoint where requests go, for the remedy of a wrong one
     * @param credentialsRemedy what to do about a 401 or 403, in one sentence
     */
    public StatusAnswer(URI endpoint, String credentialsRemedy) {
        this.endpoint = endpoint;
        this.credentialsRemedy = credentialsRemedy;
    }

    /**
     * Reads an answer of a destination that never answers with a page.
     *
     * @param response the answer as received
     * @param body the same answer's
     * @return what it means; never {@link Answer.Sorted}
     */
    public Answer read(DeliveryResponse response, AnswerBody body) {
        String said = body.said();
        int status = response.status();
        if (status >= 200 && status < 300) {
            return body.isPage()
                    ? new Answer.Unavailable(
                            said + " with a web page: something other than the destination answered", Optional.empty())
                    : new Answer.Delivered(Optional.empty());
        }
        return switch (status) {
            case 401, 403 -> unauthorized(said);
            case 404, 405, 410 -> wrongEndpoint(said);
            case 408, 425 -> new Answer.Unavailable(said, response.retryAfter());
            case 413 -> new Answer.TooLarge(said);
            case 429 -> new Answer.SlowDown(said, response.retryAfter().orElse(DEFAULT_PAUSE));
            default -> byClass(response, said);
        };
    }

    /**
     * The meaning of an answer that refuses the credentials.
     *
     * @param said what the destination said, {@link AnswerBody#said}
     * @return that a person has to mend them
     */
    public Answer unauthorized(String said) {
        return new Answer.Misconfigured(said, credentialsRemedy);
    }

    /**
     * The meaning of an answer that comes from somewhere else than meant.
     *
     * @param said what was said there, {@link AnswerBody#said}
     * @return that a person has to mend the address
     */
    public Answer wrongEndpoint(String said) {
        return new Answer.Misconfigured(said, "check the address " + endpoint + " (settings.endpoint)");
    }

    private Answer byClass(DeliveryResponse response, String said) {
        if (response.status() >= 300 && response.status() < 400) {
            return wrongEndpoint(said);
        }
        return response.status() >= 400 && response.status() < 500
                ? new Answer.Refused(said)
                : new Answer.Unavailable(said, response.retryAfter());
    }
}
