package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxErrorsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"a": 1,}       | line 1, column 9: the comma before this } is one too many; remove it
                    {"a": [1,]}     | line 1, column 10: the comma before this ] is one too many; remove it
                    {"a" 1}         | line 1, column 6: unexpected 1; expected a colon between key and value
                    {"a": 1 "b": 2} | line 1, column 9: unexpected "; expected a comma, or the end of the object or list, before it
                    {a: 1}          | line 1, column 2: unexpected a; expected a key in double quotes
                    {"a": 'b'}      | line 1, column 7: unexpected '; expected a value: a text in double quotes, a number, true, false, an object or a list
                    {"a": 1         | line 1, column 8: the file ends too early; a }, a ] or a " is missing
                    {"a": 01}       | line 1, column 8: this is not a number as JSON has them; write 1 or 0.5, not 01 or .5
                    {"a": "C:\\data"} | line 1, column 11: a text holds a single backslash; write it twice
                    {"a": 1} {}     | line 1, column 10: there is more after the end of the object; remove it
                    {"a": 1} }      | line 1, column 10: this bracket closes nothing that is open; remove it, or correct the one it belongs to
                    {"a": [1}       | line 1, column 9: this bracket closes nothing that is open; remove it, or correct the one it belongs to
                    """)
    void giveLineAndColumnAndWhatWasExpected(String json, String error) {
        assertThat(Loading.plain().errorsOf(json)).containsExactly("sluice.json: " + error);
    }

    @Test
    void commentsAreNotJson() {
        assertThat(Loading.plain().errorsOf("{\n  // the port\n  \"ingest\": {}\n}"))
                .containsExactly("sluice.json: line 2, column 3: JSON has no comments; remove it");
    }

    @Test
    void aKeyMustNotStandTwice() {
        assertThat(Loading.plain().errorsOf("{\n  \"ingest\": {},\n  \"ingest\": {}\n}"))
                .containsExactly(
                        "sluice.json: line 3, column 11: the key \"ingest\" stands twice in one object; remove one"
                                + " of them");
    }

    @Test
    void piecesOfTheFileAreNotRepeatedSinceTheyMayBeSecret() {
        assertThat(Loading.plain().errorsOf("{\"apiKey\": hunter2}"))
                .singleElement()
                .asString()
                .endsWith(
                        ": this is no value; a text needs double quotes, and other words than true, false and null don't"
                                + " exist")
                .doesNotContain("hunter2");
    }

    @Test
    void bracketsDontStandInEachOtherWithoutEnd() {
        assertThat(Loading.plain().errorsOf("{\"a\": " + "[".repeat(5000)))
                .singleElement()
                .asString()
                .endsWith("too many brackets stand in each other; no configuration needs that");
    }

    @Test
    void numbersDontGoOnForThousandsOfDigits() {
        assertThat(Loading.plain().errorsOf("{\n  \"a\": " + "9".repeat(1_500) + "}"))
                .singleElement()
                .asString()
                .startsWith("sluice.json: line 2, column ")
                .contains("a number is too long here");
    }

    @ParameterizedTest
    @CsvSource({"''", "[]", "1"})
    void theFileMustHoldAnObject(String json) {
        assertThat(Loading.plain().errorsOf(json))
                .singleElement()
                .asString()
                .startsWith("sluice.json: the file holds no object; write at least {\"destinations\": [{\"id\"");
    }

    @Test
    void theSmallestConfigurationThatMessagesRecommendWorks() {
        assertThat(Loading.with("AMPLITUDE_API_KEY", "0123456789abcdef")
                        .load(ConfigFile.SMALLEST)
                        .config()
                        .destinations())
                .hasSize(1);
    }
}
