package dev.sluice.testkit.posthog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.sandbox.RefusedException;
import dev.sluice.testkit.sandbox.Verdict;
import dev.sluice.testkit.sandbox.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sandbox's rules, as PostHog documents them. */
class PostHogRulesTest {

    private static final String GOOD = "{'event':'Email Sent','distinct_id':'u'}";

    private final PostHogRules rules = new PostHogRules("phc_key");

    private Verdict posted(String path, String body) {
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        try {
            return rules.judge(rules.read(new WireRequest("POST", path, "", Map.of(), bytes)));
        } catch (RefusedException refused) {
            return Verdict.refused(refused.reply());
        }
    }

    private Verdict batch(String key, String events) {
        return posted("/batch/", "{'api_key':'" + key + "','batch':[" + events + "]}");
    }

    @Test
    void takesEventsWithANameAndADistinctId() {
        Verdict verdict = batch("phc_key", GOOD + ",{'event':'Sms Sent','properties':{'distinct_id':'v'}}");

        assertThat(verdict.reply().status()).isEqualTo(200);
        assertThat(verdict.taken()).hasSize(2);
    }

    @Test
    void refusesAnotherKey() {
        assertThat(batch("phc_other", GOOD).reply().status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'event':'','distinct_id':'u'}", "{'event':'e'}", "{'event':'e','distinct_id':' '}", "7"})
    void oneBadEventRefusesTheWholeBatch(String bad) {
        Verdict verdict = batch("phc_key", GOOD + "," + bad);

        assertThat(verdict.reply().status()).isEqualTo(400);
        assertThat(verdict.taken()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"/batch/ | nonsense | 400", "/batch/ | {'api_key':'phc_key','batch':[]} | 400", "/e/ | {} | 404"})
    void refusesWhatIsNoBatch(String path, String body, int status) {
        assertThat(posted(path, body).reply().status()).isEqualTo(status);
    }

    @Test
    void throwsAwayInSilenceWhatIsTooLargeOrHasNoUuidForAUuid() {
        Verdict verdict = batch(
                "phc_key",
                GOOD
                        + ",{'event':'e','distinct_id':'u','uuid':'01E4'},{'event':'e','distinct_id':'u','properties':{'s':'"
                        + "x".repeat(1_000_001) + "'}}");

        assertThat(verdict.reply().status()).isEqualTo(200);
        assertThat(verdict.taken()).hasSize(1);
    }

    @Test
    void overItsBillingLimitItSaysOkAndTakesNothing() {
        rules.overQuota(true);
        Verdict verdict = batch("phc_key", GOOD);

        assertThat(verdict.reply().status()).isEqualTo(200);
        assertThat(verdict.reply().body()).contains("\"quota_limited\":[\"events\"]");
        assertThat(verdict.taken()).isEmpty();
    }

    @Test
    void tooLargeABodyIsRefused() {
        assertThat(batch("phc_key", "'" + "x".repeat(20_000_000) + "'").reply().status())
                .isEqualTo(413);
    }
}
