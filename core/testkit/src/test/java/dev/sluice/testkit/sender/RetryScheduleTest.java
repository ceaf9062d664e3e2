package dev.sluice.testkit.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.testkit.sender.Outcome.Answered;
import dev.sluice.testkit.sender.Outcome.Disconnected;
import dev.sluice.testkit.sender.Outcome.TooLate;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryScheduleTest {

    private final RetrySchedule schedule = new RetrySchedule();

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403, 404, 405, 410, 429, 500, 502, 521})
    void waitsAnHourAfterTheDocumentedStatuses(int status) {
        assertThat(schedule.pauseAfter(new Answered(status), 1, Duration.ZERO)).contains(Duration.ofHours(1));
        assertThat(schedule.pauseAfter(new Answered(status), 9, Duration.ofHours(8)))
                .contains(Duration.ofHours(1));
    }

    @Test
    void waitsAnHourAfterAConnectionThatFailed() {
        assertThat(schedule.pauseAfter(new Disconnected(), 1, Duration.ZERO)).contains(Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 408, 413, 415, 422, 501, 503, 504})
    void backsOffAfterAnyOtherStatus(int status) {
        assertThat(schedule.pauseAfter(new Answered(status), 1, Duration.ZERO)).contains(RetrySchedule.FIRST_PAUSE);
    }

    @Test
    void backsOffAfterAnAnswerThatCameTooLate() {
        assertThat(schedule.pauseAfter(new TooLate(), 1, Duration.ofSeconds(4))).contains(RetrySchedule.FIRST_PAUSE);
    }

    @Test
    void theBackOffDoublesUpToAnHour() {
        List<Long> minutes = IntStream.rangeClosed(1, 9)
                .mapToObj(tries -> schedule.pauseAfter(new Answered(503), tries, Duration.ZERO)
                        .orElseThrow()
                        .toMinutes())
                .toList();

        assertThat(minutes).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void theLastTryFallsOnTheEndOfTheSevenDays() {
        Duration almost = Duration.ofDays(7).minusMinutes(20);

        assertThat(schedule.pauseAfter(new Answered(500), 168, almost)).contains(Duration.ofMinutes(20));
        assertThat(schedule.pauseAfter(new Answered(500), 169, Duration.ofDays(7)))
                .isEmpty();
    }

    @Test
    void thereIsNoPauseAfterAWebhookThatWasTaken() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schedule.pauseAfter(new Answered(202), 1, Duration.ZERO))
                .withMessageContaining("Answered[status=202]");
    }
}
