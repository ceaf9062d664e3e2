package dev.sluice.spi.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.spi.DeliveryResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerBodyTest {

    private static AnswerBody body(byte[] bytes) {
        return new AnswerBody(new DeliveryResponse(400, Map.of(), bytes, Instant.EPOCH), List.of("the-key"));
    }

    private static AnswerBody body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\":\"a\",\"message\":\"b\"}    | a",
                "{\"detail\":\"a\"}                     | a",
                "{\"error\":\"\",\"title\":\"a\"}       | a",
                "{\"error\":{\"code\":7},\"message\":\"b\"} | b",
                "request holds no event                 | request holds no event",
                "' no the-key\r\n'                      | no ***",
                "1                                      | 1"
            })
    void quotesTheWordsOfJsonAndOfPlainText(String text, String words) {
        assertThat(body(text).words()).isEqualTo(words);
        assertThat(body(text).said()).isEqualTo("400 " + words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "{}", "[]", "\"a\"", "{\"error\":\"cut", " <html>", "<?xml?>", "a\u0000b"})
    void hasNoWordsWhereNoneAreMeantForAPerson(String text) {
        assertThat(body(text).words()).isEmpty();
        assertThat(body(text).said()).isEqualTo("400");
    }

    @Test
    void hasNoWordsWhereTheBytesAreNoText() {
        assertThat(body(new byte[] {'a', (byte) 0xff, (byte) 0xfe}).words()).isEmpty();
    }

    @Test
    void cutsSecretsOutBeforeItCutsWordsShort() {
        assertThat(body("x".repeat(296) + "the-key and more").words())
                .isEqualTo("x".repeat(296) + "*** ")
                .hasSize(300);
    }
}
