package dev.sluice.lane.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sluice.config.FilterConfig;
import dev.sluice.event.EventParser;
import dev.sluice.expression.InvalidExpressionException;
import dev.sluice.expression.WhenExpression;
import dev.sluice.lane.filter.EventFilter.Verdict;
import dev.sluice.spi.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventFilterTest {

    private static final String CLICKED = """
            {"event_id":"e1","object_type":"email","metric":"clicked","timestamp":1669045350,
             "data":{"campaign_id":7,"rate":0.5,"machine":false,"href":"https://example.com/a","tags":["x","y"],"none":null,
                     "identifiers":{"email":"ada@example.com"}}}
            """;

    private static Verdict decide(FilterConfig config) throws IOException {
        return new EventFilter(config).decide(EventParser.parse(CLICKED.getBytes(StandardCharsets.UTF_8), 0));
    }

    private static Verdict when(String expression) throws IOException {
        return decide(new FilterConfig(List.of("*"), Optional.of(expression)));
    }

    @ParameterizedTest
    @CsvSource({
        "*, PASSES",
        "email.clicked, PASSES",
        "email.*, PASSES",
        "*.clicked, PASSES",
        "'sms.*,email.clicked', PASSES",
        "email.sent, NOT_SELECTED",
        "sms.*, NOT_SELECTED",
        "*.sent, NOT_SELECTED",
        "email, NOT_SELECTED"
    })
    void selectsByName(String entries, Verdict verdict) throws IOException {
        assertThat(decide(new FilterConfig(Arrays.asList(entries.split(",")), Optional.empty())))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metric != 'drafted'                                  | PASSES",
                "metric == 'drafted'                                  | NOT_WANTED",
                "object_type == 'email' && data.campaign_id == 7      | PASSES",
                "data.campaign_id > 7                                 | NOT_WANTED",
                "data.rate < 0.6                                      | PASSES",
                "!data.machine                                        | PASSES",
                "has(data.href) && data.href.startsWith('https:')     | PASSES",
                "has(data.nowhere)                                    | NOT_WANTED",
                "data.identifiers.email.endsWith('@example.com')      | PASSES",
                "'x' in data.tags                                     | PASSES",
                "data.tags.exists(tag, tag == 'z')                    | NOT_WANTED",
                "data.none == null                                    | PASSES",
                "timestamp > 1669045349                               | PASSES",
                "timestamp(timestamp).getFullYear() == 2022           | PASSES",
                "data.size() == 7                                     | PASSES"
            })
    void asksAConditionInCel(String expression, Verdict verdict) throws IOException {
        assertThat(when(expression)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"data.nowhere == 1", "data.href > 3", "data.campaign_id / 0 == 1", "data.none.x == 1"})
    void aConditionThatCantBeWorkedOutLetsTheEventPass(String expression) throws IOException {
        assertThat(when(expression)).isEqualTo(Verdict.PASSES_UNDECIDED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metrc == 'sent' | undeclared reference to 'metrc'",
                "metric == | mismatched input",
                "metric | expected type 'bool'",
                "metric == 1 | no matching overload"
            })
    void aMistakeIsShownInTheExpression(String expression, String message) {
        assertThatThrownBy(() -> WhenExpression.compile(expression))
                .isInstanceOf(InvalidExpressionException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("1:");
    }

    @Test
    void anEventThatDoesNotPassHasAReason() {
        assertThat(Verdict.NOT_SELECTED.reason()).contains("events");
        assertThat(Verdict.NOT_WANTED.reason()).contains("when");
        assertThat(Verdict.PASSES.reason()).isEmpty();
        assertThat(Verdict.PASSES_UNDECIDED.reason()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data.exists(k, k == 'none')", "data == {'none': 1}"})
    void anEventThatNestsDeeplyIsDecidedAtOnce(String condition) throws IOException {
        String deep =
                "{\"event_id\":\"1\",\"metric\":\"sent\",\"data\":" + "{\"d\":".repeat(400) + "1" + "}".repeat(401);
        Event event = EventParser.parse(deep.getBytes(StandardCharsets.UTF_8), 0);
        EventFilter filter = new EventFilter(new FilterConfig(List.of("*"), Optional.of(condition)));

        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(10), () -> filter.decide(event)))
                .isEqualTo(Verdict.NOT_WANTED);
    }
}
