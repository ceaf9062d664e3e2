package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationWarningsTest {

    private static List<String> warnings(String keys) {
        String destination = Loading.SINK.substring(0, Loading.SINK.length() - 1) + ", " + keys + "}";
        String signed = "\"ingest\": {\"customerio\": {\"signingKeys\": [\"a signing key\"]}}";
        return Loading.plain().load(Loading.file(signed, destination)).warnings();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "email.sent", "sms.*", "*.clicked", "customer.cio_subscription_preferences_changed"})
    void selectionsOfKnownEventsAreFine(String selection) {
        assertThat(warnings("\"filter\": {\"events\": [\"" + selection + "\"]}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    email.send   | did you mean "email.sent"?
                    Email.Sent   | did you mean "email.sent"?
                    in-app.*     | did you mean "in_app.*"?
                    *.clickd     | did you mean "*.clicked"?
                    sms          | did you mean "sms.*"?
                    carrier_pigeon.sent | write for example "email.sent", "email.*" or "*"; the object types are customer, email, in_app, push, slack, sms, webhook, whatsapp
                    """)
    void aSelectionThatMatchesNoKnownEventIsAWarningWithTheNearest(String selection, String hint) {
        assertThat(warnings("\"filter\": {\"events\": [\"*\", \"" + selection + "\"]}"))
                .containsExactly(
                        "/destinations/0/filter/events/1: \"" + selection + "\" matches no known event; " + hint);
    }

    @Test
    void aBatchThatTheWindowNeverFillsIsAWarning() {
        assertThat(warnings("\"window\": {\"maxEvents\": 500}, \"batch\": {\"maxEvents\": 1000}"))
                .containsExactly("/destinations/0/batch/maxEvents: batches of 1000 never fill up, since"
                        + " /destinations/0/window/maxEvents lets the lane read only 500 ahead; raise the one or lower the"
                        + " other");
    }
}
