package dev.sluice.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The jar that this process was started from. */
final class RunningJar {

    private RunningJar() {}

    /** @throws IllegalStateException where it was started from something else */
    static Path path() throws URISyntaxException {
        Path jar = Path.of(RunningJar.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(
                    "a campaign starts the jar it is run from; run it with java -jar sluice.jar");
        }
        return jar;
    }
}
