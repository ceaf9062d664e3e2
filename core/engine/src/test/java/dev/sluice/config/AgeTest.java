package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgeTest {

    @ParameterizedTest
    @ValueSource(strings = {"7d", "36h", "90m", "30s", "0s"})
    void isWrittenAsItIsRead(String text) {
        assertThat(Age.text(Age.parse(text))).isEqualTo(text);
    }

    @Test
    void isInDaysHoursMinutesOrSeconds() {
        assertThat(Age.parse("7d")).isEqualTo(Duration.ofDays(7));
        assertThat(Age.parse("36h")).isEqualTo(Duration.ofHours(36));
        assertThat(Age.parse("90m")).isEqualTo(Duration.ofMinutes(90));
        assertThat(Age.parse("30s")).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "7w", "d", "-1d", "1.5h", "7 d", "PT1H"})
    void nothingElseIsAnAge(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Age.parse(text));
    }
}
