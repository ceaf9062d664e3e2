package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SecretValuesTest {

    @Test
    void aSecretIsHiddenWhereverItStands() {
        assertThat(new SecretValues(List.of("abcdefgh")).redact("xabcdefghx abcdefgh"))
                .isEqualTo("x***x ***");
    }

    @Test
    void aShortSecretIsHiddenOnlyWhereItStandsAlone() {
        assertThat(new SecretValues(List.of("eu")).redact("neutral in \"eu\", EU"))
                .isEqualTo("neutral in \"***\", EU");
    }

    @Test
    void aSecretThatHoldsAnotherLeavesNoRest() {
        assertThat(new SecretValues(List.of("abcdefgh", "abcdefgh-and-more")).redact("abcdefgh-and-more"))
                .isEqualTo("***");
    }

    @Test
    void aSecretIsHiddenInJsonAndInAddresses() {
        SecretValues secrets = new SecretValues(List.of("pass\"word & more"));

        assertThat(secrets.redact("{\"key\":\"pass\\\"word & more\"}")).isEqualTo("{\"key\":\"***\"}");
        assertThat(secrets.redact("?key=pass%22word+%26+more")).isEqualTo("?key=***");
    }

    @Test
    void withoutSecretsATextStaysAsItIs() {
        assertThat(SecretValues.NONE.redact("any text")).isEqualTo("any text");
        assertThat(new SecretValues(List.of("", " ")).redact("any text")).isEqualTo("any text");
    }

    @Test
    void printsNothing() {
        assertThat(new SecretValues(List.of("abcdefgh"))).hasToString("***");
    }
}
