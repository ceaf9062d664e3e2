package dev.sluice.testkit.contract.flawed;

import java.util.List;
import java.util.stream.Stream;

/** All flaws. */
final class Flaws {

    private Flaws() {}

    static Stream<Flaw> all() {
        return Stream.of(
                        DeclarationFlaws.all(),
                        SettingsFlaws.all(),
                        RequestFlaws.all(),
                        AnswerFlaws.all(),
                        StateFlaws.all(),
                        SandboxFlaws.all())
                .flatMap(List::stream);
    }

    static Flaw named(String name) {
        return all().filter(flaw -> flaw.name().equals(name)).findFirst().orElseThrow();
    }
}
