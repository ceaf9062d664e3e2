package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

    @Test
    void aSwapOfTwoLettersIsOneError() {
        assertThat(NearestName.distance("prot", "port")).isEqualTo(1);
        assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestName.distance("", "abc")).isEqualTo(3);
    }

    @Test
    void theFewestErrorsWin() {
        assertThat(NearestName.of("hosst", List.of("port", "host", "cost"))).contains("host");
    }

    @Test
    void letterCaseAndUnderscoresDontCount() {
        assertThat(NearestName.of("MAX_BODY_BYTES", List.of("maxBodyBytes"))).contains("maxBodyBytes");
    }

    @Test
    void whatIsTooFarIsNotMeant() {
        assertThat(NearestName.of("compression", List.of("path", "type"))).isEmpty();
    }
}
