package dev.sluice.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The edition that this one is compared with. */
class SpiBaselineTest {

    private static final String EDITION = System.getProperty("spi.baseline");

    @Test
    void aPluginOfTheBaselineFits() {
        assertThat(Spi.fits(EDITION))
                .as(
                        "Spi.VERSION is %s and the baseline %s: begin a new baseline with a new major number, and with no other"
                                + " (core/spi/pom.xml says how)",
                        Spi.VERSION, EDITION)
                .isTrue();
    }

    @Test
    void theBaselineIsTheEditionThatItsNameSays() throws IOException, ReflectiveOperationException {
        Path jar = Path.of("baseline", "sluice-spi-" + EDITION + ".jar");
        try (URLClassLoader baseline =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Class<?> spi = baseline.loadClass(Spi.class.getName());

            assertThat(spi.getField("VERSION").get(null)).isEqualTo(EDITION);
        }
    }
}
