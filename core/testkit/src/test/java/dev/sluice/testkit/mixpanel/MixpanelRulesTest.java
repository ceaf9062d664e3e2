package dev.sluice.testkit.mixpanel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.testkit.sandbox.RefusedException;
import dev.sluice.testkit.sandbox.Reply;
import dev.sluice.testkit.sandbox.Verdict;
import dev.sluice.testkit.sandbox.WireRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sandbox's rules, as Mixpanel documents them. */
class MixpanelRulesTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final String GOOD = event("");

    private final MixpanelRules rules = new MixpanelRules(
            new MixpanelProject("42", "account", "secret", "token"), Clock.fixed(NOW, ZoneOffset.UTC), 1_000);

    /** A good event with these fields in place of its own. */
    private static String event(String properties) {
        return "{'event':'Email Sent','properties':{'time':1772400000000,'distinct_id':'u','$insert_id':'id-1'"
                + (properties.isEmpty() ? "" : "," + properties) + "}}";
    }

    private static WireRequest request(String query, String credentials, String contentType, String body) {
        String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return new WireRequest(
                "POST",
                "/import",
                query,
                Map.of("authorization", "Basic " + basic, "content-type", contentType),
                body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private Verdict judge(WireRequest request) {
        try {
            return rules.judge(rules.read(request));
        } catch (RefusedException refused) {
            return Verdict.refused(refused.reply());
        }
    }

    private Verdict imported(String events) {
        return judge(request("strict=1&project_id=42", "account:secret", "application/json", "[" + events + "]"));
    }

    private static JsonNode json(Reply reply) {
        return json(reply.body());
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void whatIsValidIsImportedAndCounted() {
        Verdict verdict = imported(GOOD + "," + event("'$insert_id':'id-2','a':{'b':[1]}"));

        assertThat(verdict.reply().status()).isEqualTo(200);
        assertThat(json(verdict.reply())).isEqualTo(json("""
                {"code":200,"status":"OK","num_records_imported":2}"""));
        assertThat(verdict.taken()).extracting(rules::idOf).containsExactly("id-1", "id-2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "strict=1&project_id=42 | account:secret | 200",
                "strict=1               | token:         | 200",
                "strict=1               | account:secret | 401",
                "strict=1&project_id=41 | account:secret | 401",
                "strict=1&project_id=42 | account:wrong  | 401",
                "strict=1&project_id=42 | token:         | 401",
                "strict=1               | token:x        | 401"
            })
    void asksForAServiceAccountWithItsProjectOrATokenAlone(String query, String credentials, int status) {
        assertThat(judge(request(query, credentials, "application/json", "[" + GOOD + "]"))
                        .reply()
                        .status())
                .isEqualTo(status);
    }

    @Test
    void theInvalidAreNamedAndTheOthersTakenIn() {
        Verdict verdict = imported(
                event("'time':'yesterday','$insert_id':'id-0'") + "," + GOOD + "," + event("'distinct_id':'null'"));

        assertThat(verdict.reply().status()).isEqualTo(400);
        assertThat(json(verdict.reply()).path("num_records_imported").asInt()).isEqualTo(1);
        assertThat(json(verdict.reply()).path("failed_records")).isEqualTo(json("""
                [{"index":0,"$insert_id":"id-0","field":"properties.time",
                  "message":"'properties.time' is invalid: must be specified as seconds since epoch"},
                 {"index":2,"$insert_id":"id-1","field":"properties.distinct_id",
                  "message":"'properties.distinct_id' is invalid"}]"""));
        assertThat(verdict.taken()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'time':1.5                                   | properties.time",
                "'time':0                                     | properties.time",
                "'time':31535999                              | properties.time",
                "'time':1772442001                            | properties.time",
                "'time':1772442001000                         | properties.time",
                "'distinct_id':7                              | properties.distinct_id",
                "'distinct_id':'anon'                         | properties.distinct_id",
                "'$insert_id':'with_underscore'               | properties.$insert_id",
                "'$insert_id':'0123456789012345678901234567890123456' | properties.$insert_id",
                "'$insert_id':'-1'                            | properties.$insert_id",
                "'$insert_id':7                               | properties.$insert_id",
                "'a':{'b':{'c':{}}}                           | properties.a.b.c",
                "'a':[[[1]]]                                  | properties.a"
            })
    void validatesAsDocumented(String properties, String field) {
        assertThat(json(imported(event(properties)).reply())
                        .at("/failed_records/0/field")
                        .asText())
                .isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'time':1772441999", "'time':31536000", "'distinct_id':''", "'a':{'b':{}}"})
    void takesWhatIsJustWithin(String properties) {
        assertThat(imported(event(properties)).reply().status()).isEqualTo(200);
    }

    @Test
    void takesFewerThan255EntriesAndLessThanAMegabyte() {
        assertThat(imported(event("'l':[" + "1,".repeat(253) + "1]")).reply().status())
                .isEqualTo(200);
        assertThat(imported(event("'l':[" + "1,".repeat(254) + "1]")).reply().status())
                .isEqualTo(400);
        assertThat(imported(event("'s':'" + "x".repeat(1_000_000) + "'"))
                        .reply()
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aCopyIsDroppedAndYetCounted() {
        imported(GOOD);
        Verdict again = imported(GOOD + "," + event("'time':1772400000001"));

        assertThat(json(again.reply()).path("num_records_imported").asInt()).isEqualTo(2);
        assertThat(again.duplicates()).hasSize(1);
        assertThat(again.taken()).as("at another time it is another event").hasSize(1);
    }

    @Test
    void readsLinesToo() {
        assertThat(judge(request("strict=1", "token:", "application/x-ndjson", GOOD + "\n" + GOOD + "\n"))
                        .reply()
                        .body())
                .contains("\"num_records_imported\":2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[1]", "[{]", "[] []"})
    void whatIsNoArrayOfEventsIsRefusedNamingNone(String body) {
        Reply reply =
                judge(request("strict=1", "token:", "application/json", body)).reply();

        assertThat(reply.status()).isEqualTo(400);
        assertThat(json(reply).has("failed_records")).isFalse();
    }

    @Test
    void tooMuchAtOnceIsTooLarge() {
        assertThat(imported("{},".repeat(2_000) + "{}").reply().status()).isEqualTo(413);
        assertThat(imported("{'a':'" + "x".repeat(ImportReader.MAX_BODY_BYTES) + "'}")
                        .reply()
                        .status())
                .isEqualTo(413);
    }

    @Test
    void withoutStrictModeTheInvalidVanishInSilence() {
        Verdict verdict = judge(request("", "token:", "application/json", "[" + GOOD + ",{}]"));

        assertThat(verdict.reply().status()).isEqualTo(200);
        assertThat(verdict.taken()).hasSize(1);
    }
}
