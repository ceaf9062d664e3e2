package dev.sluice.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.customerio.Webhooks;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FuzzingTest {

    @Test
    void aFailureNamesTheSeedOfItsInput() {
        AssertionError failure = catchThrowableOfType(
                AssertionError.class,
                () -> Fuzzing.run(
                        10_000, random -> assertThat(random.nextInt(100)).isNotEqualTo(17)));

        Matcher seed = Pattern.compile("-Dfuzz\\.seed=(-?\\d+) ").matcher(failure.getMessage());
        assertThat(seed.find()).isTrue();
        assertThat(new Random(Long.parseLong(seed.group(1))).nextInt(100)).isEqualTo(17);
    }

    @Test
    void runsAsOftenAsItIsTold() {
        AtomicInteger runs = new AtomicInteger();

        Fuzzing.run(500, random -> runs.incrementAndGet());

        assertThat(runs).hasValue(Integer.getInteger("fuzz.tries", 500));
    }

    @Test
    void anOverflowingStackIsAFailureToo() {
        assertThat(catchThrowableOfType(
                        AssertionError.class,
                        () -> Fuzzing.run(1, random -> {
                            throw new StackOverflowError();
                        })))
                .hasMessageContaining("StackOverflowError");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theSameSeedGivesTheSameInput(long seed) {
        byte[] bytes = {1, 2, 3, 4, 5, 6, 7, 8};
        ObjectNode webhook = new Webhooks(1).next();

        assertThat(HostileBytes.mutated(bytes, new Random(seed)))
                .isEqualTo(HostileBytes.mutated(bytes, new Random(seed)));
        assertThat(HostileJson.mutated(webhook, new Random(seed)))
                .isEqualTo(HostileJson.mutated(webhook, new Random(seed)));
    }

    @Test
    void whatIsWrittenWithEscapesAndBlanksMeansTheSame() throws IOException {
        Random random = new Random(1);
        ObjectNode webhook = new Webhooks(1).next().put("odd", "a\"b\\\\ \u00e9, {:}");
        JsonNode read = new ObjectMapper().readTree(webhook.toString());

        for (int i = 0; i < 100; i++) {
            assertThat(new ObjectMapper().readTree(HostileJson.written(webhook, random)))
                    .isEqualTo(read);
        }
    }
}
