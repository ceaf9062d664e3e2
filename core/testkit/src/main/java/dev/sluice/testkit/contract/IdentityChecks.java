package dev.sluice.testkit.contract;

import dev.sluice.spi.DestinationPlugin;
import dev.sluice.spi.Spi;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;

/** What a plugin says it is. */
final class IdentityChecks {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int MAX_NAME_LENGTH = 63;
    private static final int MAX_DESCRIPTION_LENGTH = 200;
    private static final String SERVICES = "META-INF/services/" + DestinationPlugin.class.getName();

    private final DestinationPlugin plugin;

    IdentityChecks(Candidate candidate) {
        plugin = candidate.plugin();
    }

    void name() {
        String name = plugin.name();
        Expect.that(
                name != null && NAME.matcher(name).matches() && name.length() <= MAX_NAME_LENGTH,
                "name() is \"" + name + "\"",
                "use lower-case letters, digits and single hyphens, at most " + MAX_NAME_LENGTH
                        + ": it is what a configuration gives as \"plugin\"");
        Expect.that(name.equals(plugin.name()), "name() differs from call to call", "answer the same each time");
    }

    void description() {
        String text = plugin.description();
        Expect.that(
                text != null && !text.isBlank() && text.length() <= MAX_DESCRIPTION_LENGTH && !text.contains("\n"),
                "description() is \"" + text + "\"",
                "say in one sentence which product it is and which of its APIs, in at most " + MAX_DESCRIPTION_LENGTH
                        + " characters");
    }

    void edition() {
        String edition = plugin.spiVersion();
        Expect.that(
                edition != null && Spi.fits(edition),
                "spiVersion() is \"" + edition + "\", which does not fit edition " + Spi.VERSION + " of the SPI",
                "write return Spi.VERSION; and compile against the sluice-spi that you want to run on");
    }

    void serviceLoader() {
        String line = plugin.getClass().getName();
        String remedy = "the jar needs the file " + SERVICES + " with the line " + line
                + ", and the class must be public with a public constructor without parameters";
        List<? extends Class<?>> found;
        try {
            found = ServiceLoader.load(
                            DestinationPlugin.class, plugin.getClass().getClassLoader())
                    .stream()
                    .map(ServiceLoader.Provider::type)
                    .toList();
        } catch (ServiceConfigurationError broken) {
            throw Expect.breach("the service loader fails", remedy, broken);
        }
        Expect.that(found.contains(plugin.getClass()), "the service loader does not find " + line, remedy);
    }
}
