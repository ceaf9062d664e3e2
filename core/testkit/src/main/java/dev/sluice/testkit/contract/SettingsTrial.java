package dev.sluice.testkit.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Destination;
import dev.sluice.spi.InvalidSettingsException;
import dev.sluice.spi.MappedEvent;
import java.util.List;

/**
 * Settings that fit the schema and are out of the ordinary: either they work, or the plugin says what is wrong with them.
 *
 * @param about what is out of the ordinary: the setting's pointer and its value
 */
record SettingsTrial(Candidate candidate, ObjectNode settings, String about) {

    static SettingsTrial of(Candidate candidate, ObjectNode settings, String pointer, String how) {
        return new SettingsTrial(candidate, settings, "the setting " + pointer + " " + how);
    }

    void run() {
        List<String> secrets = candidate.schema().secrets(settings);
        Destination destination;
        try {
            destination = candidate.plugin().configure(settings.deepCopy());
        } catch (InvalidSettingsException invalid) {
            requireHelpful(invalid, secrets);
            return;
        } catch (RuntimeException failure) {
            throw Expect.breach(
                    "with " + about + ", which the schema takes, configure() failed",
                    "throw an InvalidSettingsException with the setting's pointer, or let the schema refuse it",
                    failure);
        }
        Expect.that(destination != null, "configure() returned null", "return a destination or throw");
        use(destination);
    }

    private void use(Destination destination) {
        try {
            List<MappedEvent> batch = candidate.batch(destination, 1);
            EndpointChecks.requireAddress("endpoint()", destination.endpoint());
            RequestChecks.requireForm("the request", destination.request(batch, RequestChecks.NOW));
            destination.limits();
            destination.probe(RequestChecks.NOW).ifPresent(probe -> RequestChecks.requireForm("the probe", probe));
            destination.read(AnswerCases.of(200, "{}"), batch);
            destination.read(AnswerCases.of(400, AnswerCases.JSON_ERROR), batch);
        } catch (RuntimeException | AssertionError failure) {
            throw Expect.breach(
                    "with " + about + ", which configure() takes, the destination does not work",
                    "let configure() throw an InvalidSettingsException, so that the start tells and not a lane",
                    failure);
        }
    }

    private void requireHelpful(InvalidSettingsException invalid, List<String> secrets) {
        String message = invalid.getMessage();
        String pointer = invalid.pointer();
        Expect.that(
                message != null && message.strip().length() > 10,
                "with " + about + " the InvalidSettingsException says \"" + message + "\"",
                "say what is wrong and what would be right: it is all that an operator sees");
        Expect.that(
                names(pointer),
                "with " + about + " the InvalidSettingsException points to \"" + pointer + "\"",
                "give the JSON pointer of a setting that exists, such as /endpoint");
        for (String secret : secrets) {
            Expect.that(
                    secret.isBlank() || secret.length() < 6 || !message.contains(secret),
                    "with " + about + " the InvalidSettingsException quotes a secret",
                    "say what is wrong with it without its text");
        }
    }

    /** Whether there is such a setting, or it lies within one. */
    private boolean names(String pointer) {
        try {
            JsonPointer at = JsonPointer.compile(pointer);
            return candidate.schema().properties().keySet().stream()
                    .anyMatch(declared -> at.toString().equals(declared.toString())
                            || at.toString().startsWith(declared + "/"));
        } catch (IllegalArgumentException notAPointer) {
            return false;
        }
    }
}
