package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretReferencesTest {

    @TempDir
    private Path directory;

    private static String token(Loading loading, String text) {
        return secret(loading, text).map(Secret::reveal).orElse("none");
    }

    private static Optional<Secret> secret(Loading loading, String text) {
        return loading.config("\"management\": {\"token\": \"" + text + "\"}")
                .management()
                .token();
    }

    private static String error(Loading loading, String text) {
        return loading.errors("\"management\": {\"token\": \"" + text + "\"}").get(0);
    }

    @Test
    void aVariableStandsForItsValue() {
        assertThat(token(Loading.with("TOKEN", "abc"), "${env:TOKEN}")).isEqualTo("abc");
    }

    @Test
    void oneTextMayHoldSeveral() {
        assertThat(token(Loading.with("A", "1").and("B", "2"), "<${env:A}-${env:B}>"))
                .isEqualTo("<1-2>");
    }

    @Test
    void aValueIsNotSearchedForReferences() {
        assertThat(token(Loading.with("TOKEN", "${env:OTHER}"), "${env:TOKEN}")).isEqualTo("${env:OTHER}");
    }

    @Test
    void twoDollarsAreOneThatMeansNothing() {
        assertThat(token(Loading.plain(), "$${env:TOKEN} costs 5$")).isEqualTo("${env:TOKEN} costs 5$");
    }

    @Test
    void aFileStandsForItsContentWithoutTheLastLineBreak() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "first\nsecond\r\n");

        assertThat(token(Loading.plain(), "${file:" + file + "}")).isEqualTo("first\nsecond");
    }

    @Test
    void aDefaultStandsWhereTheVariableIsUnsetOrEmpty() {
        assertThat(token(Loading.plain(), "${env:TOKEN:-fallback}")).isEqualTo("fallback");
        assertThat(token(Loading.with("TOKEN", ""), "${env:TOKEN:-fallback}")).isEqualTo("fallback");
        assertThat(token(Loading.with("TOKEN", "abc"), "${env:TOKEN:-fallback}"))
                .isEqualTo("abc");
        assertThat(secret(Loading.plain(), "${env:TOKEN:-}")).isEmpty();
    }

    @Test
    void numbersAndBooleansMayComeFromTheEnvironmentToo() {
        IngestConfig ingest = Loading.with("PORT", "8181")
                .and("OPEN", "true")
                .config("\"ingest\": {\"port\": \"${env:PORT}\", \"allowUnsigned\": \"${env:OPEN}\"}")
                .ingest();

        assertThat(ingest.port()).isEqualTo(8181);
        assertThat(ingest.allowUnsigned()).isTrue();
    }

    @Test
    void theyAreResolvedInSettings() {
        DestinationConfig destination = Loading.with("KEY", "0123456789abcdef")
                .and("BODY", "true")
                .load("""
                        {"destinations": [{"id": "a", "plugin": "sink",
                                           "settings": {"apiKey": "${env:KEY}", "bodyContent": "${env:BODY}"}}]}""")
                .config()
                .destinations()
                .get(0);

        assertThat(destination.settings()).hasToString("""
                {"apiKey":"0123456789abcdef","bodyContent":true}""");
    }

    @Test
    void aVariableThatIsNotSetIsAnError() {
        assertThat(error(Loading.plain(), "${env:TOKEN}"))
                .isEqualTo(
                        "sluice.json: /management/token: the environment variable TOKEN is not set; set it to the value"
                                + " that belongs here, for example with export TOKEN=…");
    }

    @Test
    void aVariableThatIsEmptyIsAnErrorSinceASigningKeyMustNotVanishUnnoticed() {
        assertThat(Loading.with("KEY", "").errors("\"ingest\": {\"customerio\": {\"signingKeys\": [\"${env:KEY}\"]}}"))
                .containsExactly(
                        "sluice.json: /ingest/customerio/signingKeys/0: the environment variable KEY is empty; set"
                                + " it to the value that belongs here, for example with export KEY=…");
    }

    @Test
    void aVariableOfNearlyThatNameIsPointedOut() {
        assertThat(error(Loading.with("API_TOKEN", "abc"), "${env:APITOKEN}"))
                .contains("the environment variable APITOKEN is not set (there is API_TOKEN); set it");
    }

    @Test
    void aFileThatIsNotThereIsAnError() {
        Path file = directory.resolve("absent");

        assertThat(error(Loading.plain(), "${file:" + file + "}"))
                .isEqualTo("sluice.json: /management/token: there is no file " + file
                        + "; write the value that belongs here into it");
    }

    @Test
    void aFileThatIsEmptyOrTooLongIsAnError() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty"), "\n");
        Path tooLong = Files.writeString(directory.resolve("long"), "x".repeat(70_000));

        assertThat(error(Loading.plain(), "${file:" + empty + "}")).contains("the file " + empty + " is empty");
        assertThat(error(Loading.plain(), "${file:" + tooLong + "}")).contains("is over 64KiB");
    }

    @Test
    void whatBeginsLikeAReferenceAndIsNoneIsAnError() {
        String expected = "sluice.json: /management/token: a text with ${ in it is no reference; write ${env:NAME},"
                + " ${env:NAME:-default} or ${file:/path}, or $${ for a plain ${";

        assertThat(error(Loading.plain(), "${TOKEN}")).isEqualTo(expected);
        assertThat(error(Loading.plain(), "${env:TOKEN")).isEqualTo(expected);
        assertThat(error(Loading.plain(), "${env:}")).isEqualTo(expected);
    }

    @Test
    void nothingElseIsSaidOfAValueThatIsNotThere() {
        assertThat(Loading.plain().errors("\"ingest\": {\"port\": \"${env:PORT}\"}"))
                .singleElement()
                .asString()
                .startsWith("sluice.json: /ingest/port: the environment variable PORT is not set");
    }
}
