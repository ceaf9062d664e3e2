package dev.sluice.amplitude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.spi.Answer;
import dev.sluice.spi.DeliveryResponse;
import dev.sluice.spi.Fate;
import dev.sluice.spi.Identity;
import dev.sluice.spi.MappedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of answers, row by row, with the bodies that Amplitude documents. */
class AmplitudeAnswersTest {

    private static final String PAGE = "<html><head><title>Error</title></head><body>nginx</body></html>";
    private static final Fate AGAIN = new Fate.Again();

    private static Answer read(int status, String body, Map<String, String> headers, int events, String settings) {
        DeliveryResponse response =
                new DeliveryResponse(status, headers, body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
        return Amplitude.with(settings).destination().read(response, batch(events));
    }

    private static Answer read(int status, String body) {
        return read(status, body.replace('\'', '"'), Map.of(), 4, "{}");
    }

    /** Events of user-0 on device-0, user-1 on device-1, and so on. */
    private static List<MappedEvent> batch(int count) {
        List<MappedEvent> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batch.add(new MappedEvent(
                    "e" + i,
                    new byte[] {'{', '}'},
                    new Identity(Optional.of("user-" + i), Optional.of("device-" + i))));
        }
        return batch;
    }

    private static Fate rejected(String reason, String detail) {
        return new Fate.Rejected(reason, detail);
    }

    private static Fate throttled(String key) {
        return new Fate.Throttled(key, Duration.ofSeconds(30));
    }

    private static void assertFates(Answer answer, Fate... fates) {
        assertThat(answer).isEqualTo(new Answer.Sorted(List.of(fates)));
    }

    @Test
    void a200SettlesTheBatch() {
        assertThat(read(
                        200,
                        "{'code':200,'events_ingested':4,'payload_size_bytes':50,'server_upload_time':1396381378123}"))
                .isEqualTo(new Answer.Delivered(Optional.empty()));
    }

    @Test
    void a200ThatCountsOthersIsRemarkedUpon() {
        assertThat(read(200, "{'code':200,'events_ingested':3}"))
                .isEqualTo(new Answer.Delivered(Optional.of("Amplitude counted 3 events where 4 were sent")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "success", "{'code':200,'events_", "[]", "null"})
    void a200IsJudgedByItsStatusWhereItsBodyCantBeRead(String body) {
        assertThat(read(200, body)).isEqualTo(new Answer.Delivered(Optional.empty()));
    }

    @Test
    void a200WithAPageCameFromSomethingElseAndIsSentAgain() {
        assertThat(read(200, PAGE)).isInstanceOf(Answer.Unavailable.class);
    }

    @Test
    void eventsNamedByFieldBecomeDeadLettersAndTheRestGoesAgain() {
        assertFates(
                read(400, """
                        {'code':400,'error':'Request missing required field','events_with_invalid_fields':{'time':[3]},
                         'events_with_missing_fields':{'event_type':[0]},'events_with_invalid_id_lengths':{'user_id':[1]}}
                        """),
                rejected("missing-field", "event_type: Request missing required field"),
                rejected("invalid-id-length", "user_id: Request missing required field"),
                AGAIN,
                rejected("invalid-field", "time: Request missing required field"));
    }

    @Test
    void silencedEventsBecomeDeadLettersAndThrottledOnesWait() {
        assertFates(
                read(400, """
                        {'code':400,'error':'Events silenced for device_id','eps_threshold':100,'silenced_devices':['device-0'],
                         'silenced_events':[0,2],'throttled_devices':{'device-1':100},'throttled_events':[1],
                         'exceeded_daily_quota_devices':{}}
                        """),
                rejected("silenced", "silenced by Amplitude: Events silenced for device_id"),
                throttled("device-1"),
                rejected("silenced", "silenced by Amplitude: Events silenced for device_id"),
                AGAIN);
    }

    @Test
    void throttledUsersAndDevicesWaitAndTheOthersGoAgain() {
        assertFates(read(429, """
                        {'code':429,'error':'Too many requests','eps_threshold':1000,'throttled_devices':{'device-2':1100},
                         'throttled_users':{'user-0':1200},'throttled_events':[0,2]}
                        """), throttled("user-0"), AGAIN, throttled("device-2"), AGAIN);
    }

    @Test
    void a429WithoutAThresholdIsReadAllTheSame() {
        assertFates(
                read(429, "{'code':429,'error':'Too many requests','throttled_users':{'user-1':9}}"),
                AGAIN,
                throttled("user-1"),
                AGAIN,
                AGAIN);
        assertFates(read(429, "{'throttled_events':[3]}"), AGAIN, AGAIN, AGAIN, throttled("user-3"));
    }

    @Test
    void thoseOverTheDailyQuotaBecomeDeadLetters() {
        assertFates(
                read(429, """
                        {'code':429,'exceeded_daily_quota_users':{'user-0':500001},'exceeded_daily_quota_devices':{'device-3':1},
                         'throttled_users':{'user-1':1},'throttled_events':[0,1,3]}
                        """),
                rejected("daily-quota", "over the daily quota of Amplitude"),
                throttled("user-1"),
                AGAIN,
                rejected("daily-quota", "over the daily quota of Amplitude"));
    }

    @Test
    void aRefusalForGoodWinsOverThrottling() {
        assertFates(
                read(400, "{'events_with_invalid_fields':{'time':[0]},'throttled_events':[0],'silenced_events':[1]}"),
                rejected("invalid-field", "time"),
                rejected("silenced", "silenced by Amplitude"),
                AGAIN,
                AGAIN);
    }

    @Test
    void aRetryAfterThatIsLongerIsHonoured() {
        assertThat(read(429, "{\"throttled_users\":{\"user-0\":1}}", Map.of("retry-after", "90"), 1, "{}"))
                .isEqualTo(new Answer.Sorted(List.of(new Fate.Throttled("user-0", Duration.ofSeconds(90)))));
        assertThat(read(429, "", Map.of("Retry-After", "120"), 1, "{}"))
                .isEqualTo(new Answer.SlowDown("429 (the whole project)", Duration.ofSeconds(120)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "",
                "{'throttled_events':[4,-1,99,2147483648,'0',0.5,null,{}]}",
                "{'throttled_events':{'a':[]},'throttled_users':7,'exceeded_daily_quota_users':null}",
                "{'throttled_users':{'nobody':1},'throttled_devices':{'':1}}",
                "<html>Too many</html>"
            })
    void a429ThatNamesNobodyOfTheBatchSlowsTheLane(String body) {
        assertThat(read(429, body)).isInstanceOf(Answer.SlowDown.class);
    }

    @Test
    void aRefusedKeyPausesTheLaneAndNamesTheRegion() {
        String body = "{\"code\":400,\"error\":\"Invalid API key: " + Amplitude.KEY + "\"}";

        Answer.Misconfigured us = (Answer.Misconfigured) read(400, body, Map.of(), 1, "{}");
        Answer.Misconfigured eu = (Answer.Misconfigured) read(400, body, Map.of(), 1, "{\"region\":\"eu\"}");

        assertThat(us.remedy()).contains("region us").contains("the other region");
        assertThat(eu.remedy()).contains("region eu");
        assertThat(us.toString()).doesNotContain(Amplitude.KEY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {'code':400,'error':'Request missing required field','missing_field':'api_key'}",
                "400 | {'code':400,'error':'Invalid request path'}",
                "401 | {'code':401,'error':'Unauthorized'}",
                "403 | {'code':403,'error':'Forbidden'}",
                "403 | <html>Forbidden</html>",
                "404 | {}",
                "405 | ''",
                "301 | ''",
                "308 | <html>Moved</html>"
            })
    void whatAPersonHasToMendPausesTheLane(int status, String body) {
        assertThat(read(status, body)).isInstanceOf(Answer.Misconfigured.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {'code':400,'error':'Bad Request'}",
                "400 | {'code':400,'error':'Invalid JSON request body'}",
                "400 | {'code':400,'error':'x','events_with_invalid_fields':{'time':[17]}}",
                "400 | {'code':400,'error':'x','events_with_invalid_fields':{'time':'0'},'events_with_missing_fields':[0]}",
                "400 | <html>400 Bad Request</html>",
                "400 | {'code':400,'err",
                "400 | ''",
                "422 | {}"
            })
    void aRefusalThatNamesNobodyIsToBeNarrowedDown(int status, String body) {
        assertThat(read(status, body)).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void tooLargeIsHalved() {
        assertThat(read(413, "{'code':413,'error':'Payload too large'}"))
                .isEqualTo(new Answer.TooLarge("413 Payload too large"));
        assertThat(read(413, PAGE)).isEqualTo(new Answer.TooLarge("413"));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504, 520, 599, 100, 204})
    void whatMayPassIsSentAgain(int status) {
        assertThat(read(status, PAGE)).isEqualTo(new Answer.Unavailable(Integer.toString(status), Optional.empty()));
        assertThat(read(status, "", Map.of("Retry-After", "7"), 1, "{}"))
                .isEqualTo(new Answer.Unavailable(Integer.toString(status), Optional.of(Duration.ofSeconds(7))));
    }

    @Test
    void aReasonQuotesNoKeyAndNoControlCharacters() {
        String body = "{\"error\":\"key " + Amplitude.KEY + " \\u0000\\n" + "x".repeat(1000) + "\"}";

        Answer.Refused refused = (Answer.Refused) read(400, body, Map.of(), 1, "{}");

        assertThat(refused.reason())
                .startsWith("400 key ***")
                .hasSizeLessThan(320)
                .doesNotContain("\n", "\u0000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"half \\ud83d", "half \\ude00"})
    void aReasonHoldsNoHalfOfASurrogatePair(String error) {
        assertThat(read(413, "{'error':'" + error + "'}")).isEqualTo(new Answer.TooLarge("413 half ?"));
        assertThat(read(413, "{'error':'" + "x".repeat(299) + "\uD83D\uDE00'}"))
                .isEqualTo(new Answer.TooLarge("413 " + "x".repeat(299) + "?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"events_with_invalid_fields", "events_with_missing_fields"})
    void aFieldsNameQuotesNoKeyEither(String list) {
        Answer answer = read(400, "{'" + list + "':{'a " + Amplitude.KEY + "':[0]}}");

        assertThat(answer).isInstanceOf(Answer.Sorted.class);
        assertThat(answer.toString()).contains("a ***").doesNotContain(Amplitude.KEY);
    }

    @Property(tries = 2_000)
    void noBytesMakeItFail(@ForAll byte[] body, @ForAll @IntRange(min = 100, max = 599) int status) {
        DeliveryResponse response = new DeliveryResponse(status, Map.of(), body, Instant.EPOCH);

        Answer answer = Amplitude.with("{}").destination().read(response, batch(3));

        assertThat(answer).isNotNull();
        if (answer instanceof Answer.Sorted sorted) {
            assertThat(sorted.fates()).hasSize(3).anyMatch(fate -> !(fate instanceof Fate.Again));
        }
    }

    @Test
    void anAnswerThatNestsTenThousandLevelsDeepIsJudgedByItsStatus() {
        assertThat(read(500, "[".repeat(10_000))).isInstanceOf(Answer.Unavailable.class);
        assertThat(read(400, "{'error':" + "[".repeat(10_000) + "]".repeat(10_000) + "}"))
                .isInstanceOf(Answer.Refused.class);
    }
}
