package dev.sluice.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version as it stands in the jar's manifest. */
final class Version implements IVersionProvider {

    /** The version alone. */
    static String ofJar() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"sluice " + ofJar(), "Java " + System.getProperty("java.version")};
    }
}
