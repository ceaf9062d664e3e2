package dev.sluice.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpiTest {

    @Test
    void aPluginOfThisEditionFits() {
        assertThat(Spi.fits(Spi.VERSION)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.9", "2.0", "1.999999", "", "1", "1.0.0", "one", "1.-1", "99999999999.0"})
    void oneOfAnotherMajorOrAHigherMinorDoesNotFitNorWhatIsNoEdition(String version) {
        assertThat(Spi.fits(version)).isFalse();
    }
}
