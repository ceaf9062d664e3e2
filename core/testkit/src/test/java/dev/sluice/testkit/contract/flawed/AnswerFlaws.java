package dev.sluice.testkit.contract.flawed;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.spi.Answer;
import dev.sluice.spi.DeliveryResponse;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.spi.Fate;
import dev.sluice.spi.MappedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What can be wrong with the reading of answers. */
final class AnswerFlaws {

    private static final Answer REFUSED = new Answer.Refused("it said no");

    private AnswerFlaws() {}

    static List<Flaw> all() {
        return List.of(
                new Flaw(
                        "trusts an answer to be JSON",
                        "everyAnswerMeansSomething",
                        "read() failed on status",
                        "judge an answer that can't be read by its status alone",
                        () -> Spoilt.answer((good, response, batch) -> parsed(response) ? good : REFUSED)),
                new Flaw(
                        "no answer to a teapot",
                        "everyAnswerMeansSomething",
                        "read() returned null for status 418",
                        "return an Answer for everything",
                        () -> Spoilt.answer((good, response, batch) -> response.status() == 418 ? null : good)),
                new Flaw(
                        "a fate too few",
                        "sortedBatchesHaveAFateForEachEvent",
                        "gives 2 fates to a batch of 3",
                        "one fate for each event",
                        () -> sorting(
                                400,
                                batch -> Collections.nCopies(
                                        Math.max(1, batch.size() - 1), new Fate.Rejected("bad", "bad")))),
                new Flaw(
                        "all again for ever",
                        "sortedBatchesHaveAFateForEachEvent",
                        "sends every event again at once",
                        "answer Refused where no event is named",
                        () -> sorting(400, batch -> Collections.nCopies(batch.size(), new Fate.Again()))),
                new Flaw(
                        "nobody is throttled",
                        "sortedBatchesHaveAFateForEachEvent",
                        "gives the fate Throttled[key=",
                        "name whom it is about",
                        () -> sorting(
                                429,
                                batch -> Collections.nCopies(
                                        batch.size(), new Fate.Throttled("", Duration.ofSeconds(1))))),
                new Flaw(
                        "a whole sentence for a code",
                        "sortedBatchesHaveAFateForEachEvent",
                        "gives the reason \"It was bad.\"",
                        "use a short code",
                        () -> sorting(
                                400,
                                batch -> Collections.nCopies(batch.size(), new Fate.Rejected("It was bad.", "bad")))),
                new Flaw(
                        "glad of any answer",
                        "nothingButSuccessIsDelivered",
                        "is read as Delivered",
                        "take events for delivered on a 2xx alone",
                        () -> Spoilt.answer((good, response, batch) -> new Answer.Delivered(Optional.empty()))),
                new Flaw(
                        "quotes whatever it reads",
                        "textsOfAnswersAreFitToBeShown",
                        "gives a text",
                        "AnswerBody",
                        () -> Spoilt.answer((good, response, batch) -> new Answer.Unavailable(
                                "said: " + new String(response.body(), StandardCharsets.ISO_8859_1),
                                Optional.empty()))),
                new Flaw(
                        "quotes a secret",
                        "textsOfAnswersAreFitToBeShown",
                        "gives a text with a secret in it",
                        "give AnswerBody the secrets of the settings",
                        () -> Spoilt.answer((good, response, batch) ->
                                new Answer.Unavailable(secrets(response), Optional.empty()))),
                new Flaw(
                        "no words about what is wrong",
                        "textsOfAnswersAreFitToBeShown",
                        "is read without a reason or a remedy",
                        "say what the destination said",
                        () -> Spoilt.answer(500, new Answer.Unavailable(" ", Optional.empty()))),
                new Flaw(
                        "wrong credentials blamed on events",
                        "refusedCredentialsWaitForAPerson",
                        "status 401",
                        "read it as Misconfigured",
                        () -> Spoilt.answer(401, REFUSED)),
                new Flaw(
                        "a wrong address blamed on events",
                        "aWrongAddressDropsNothing",
                        "status 404",
                        "read it as Misconfigured or Unavailable",
                        () -> Spoilt.answer(404, REFUSED)),
                new Flaw(
                        "an outage blamed on events",
                        "aDestinationThatIsDownDropsNothing",
                        "status 503",
                        "read it as Unavailable or SlowDown",
                        () -> Spoilt.answer(503, REFUSED)),
                new Flaw(
                        "too large to be halved",
                        "aRequestThatIsTooLargeIsHalved",
                        "status 413",
                        "read it as TooLarge",
                        () -> Spoilt.answer(413, REFUSED)),
                new Flaw(
                        "all events guilty",
                        "aRefusalThatNamesNoEventBlamesNone",
                        "status 400",
                        "refused without naming an event",
                        () -> sorting(
                                400,
                                batch ->
                                        Collections.nCopies(batch.size(), new Fate.Rejected("refused", "it said no")))),
                new Flaw(
                        "cannot wait",
                        "tooManyRequestsMeansToWait",
                        "status 429",
                        "wait as long as Retry-After asks",
                        () -> Spoilt.answer(429, new Answer.SlowDown("429", Duration.ofSeconds(1)))),
                new Flaw(
                        "a page for a success",
                        "aWebPageIsNoSuccess",
                        "a web page with status 200 is read as Delivered",
                        "read it as Unavailable",
                        () -> Spoilt.answer(200, new Answer.Delivered(Optional.empty()))));
    }

    /** Sorts a batch on one status. */
    private static DestinationPlugin sorting(int status, Function<List<MappedEvent>, List<? extends Fate>> fates) {
        return Spoilt.answer((good, response, batch) ->
                response.status() == status ? new Answer.Sorted(List.copyOf(fates.apply(batch))) : good);
    }

    private static boolean parsed(DeliveryResponse response) {
        try {
            return new ObjectMapper().readTree(response.body()).isObject();
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** What an answer repeats of the token. */
    private static String secrets(DeliveryResponse response) {
        String body = new String(response.body(), StandardCharsets.UTF_8);
        return body.contains("Sesame0123456789") ? "no such key: Sesame0123456789" : "it said no";
    }
}
