package dev.sluice.testkit.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Destination;
import dev.sluice.spi.MappingRow;
import java.util.ArrayList;
import java.util.List;

/** Whether secrets stay out of what is shown. Answers' texts and exceptions are looked at where they are checked. */
final class SecretChecks {

    private final Candidate candidate;

    SecretChecks(Candidate candidate) {
        this.candidate = candidate;
    }

    void keptOutOfSight() {
        Destination destination = candidate.destination();
        List<String> shown = new ArrayList<>(List.of(
                "toString() of the plugin", candidate.plugin().toString(),
                "toString() of the destination", destination.toString(),
                "endpoint()", destination.endpoint().toString(),
                "toString() of a request",
                        destination
                                .request(candidate.batch(destination, 1), RequestChecks.NOW)
                                .toString()));
        for (MappingRow row : destination.mapping().rows()) {
            shown.add("the description of " + row.target());
            shown.add(row.source().describe() + " " + row.conversion().describe());
        }
        for (Object held : HeldObjects.of(candidate, destination)) {
            shown.add("toString() of " + held.getClass().getSimpleName());
            shown.add(held.toString());
        }
        for (String secret : candidate.secrets()) {
            for (int i = 0; i < shown.size(); i += 2) {
                Expect.that(
                        !shown.get(i + 1).contains(secret),
                        shown.get(i) + " shows a secret",
                        "leave secrets out; a record that holds one needs a toString of its own");
            }
        }
    }

    void independentOfTheSettingsObject() {
        ObjectNode settings = candidate.example();
        Destination destination = candidate.configure(settings);
        List<String> before = Fingerprint.of(destination, candidate.events());
        settings.removeAll();
        List<String> after = Fingerprint.of(destination, candidate.events());
        Expect.that(
                before.equals(after),
                "a destination changes with the settings object it was made of: "
                        + Fingerprint.difference(before, after),
                "read all settings in configure()");
    }
}
