package dev.sluice.amplitude;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Answer;
import dev.sluice.spi.DeliveryResponse;
import dev.sluice.spi.Destination;
import dev.sluice.spi.Fate;
import dev.sluice.spi.Identity;
import dev.sluice.spi.MappedEvent;
import dev.sluice.testkit.fuzz.Fuzzing;
import dev.sluice.testkit.fuzz.HostileBytes;
import dev.sluice.testkit.fuzz.HostileJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AmplitudeAnswersFuzzTest {

    private static final int TRIES = 50_000;
    private static final Destination DESTINATION = Amplitude.with("{}").destination();
    private static final List<Integer> STATUSES =
            List.of(200, 400, 400, 400, 429, 429, 401, 403, 408, 413, 100, 204, 301, 404, 500, 503, 599, 0, -1, 1000);

    private static final List<String> DOCUMENTED = List.of(
            "{'code':200,'events_ingested':3,'payload_size_bytes':50,'server_upload_time':1396381378123}",
            "{'code':400,'error':'Invalid API key: KEY','missing_field':'api_key'}",
            """
            {'code':400,'error':'Request missing required field','events_with_invalid_fields':{'time':[2],'KEY':[0]},
             'events_with_missing_fields':{'event_type':[0]},'events_with_invalid_id_lengths':{'user_id':[1]}}""",
            """
            {'code':400,'error':'Events silenced for KEY','eps_threshold':100,'silenced_devices':['device-0'],'silenced_events':[0,2],
             'throttled_devices':{'device-1':100},'throttled_events':[1],'exceeded_daily_quota_devices':{}}""",
            """
            {'code':429,'error':'Too many requests','eps_threshold':1000,'throttled_devices':{'device-2':1100},
             'throttled_users':{'user-0':1200},'throttled_events':[0,2],'exceeded_daily_quota_users':{'user-1':1}}""",
            "{'code':413,'error':'Payload too large'}",
            "{'error':'" + "é😀".repeat(150) + "KEY'}");

    private static final List<String> RETRY_AFTER = List.of(
            "7",
            "0",
            "-1",
            "999999999",
            "99999999999999999999",
            "Wed, 21 Oct 2026 07:28:00 GMT",
            "Fri, 31 Dec 9999 23:59:59 GMT",
            "Sat, 1 Jan 0000 00:00:00 -1800",
            "1e9",
            "٣");

    @Test
    void everyAnswerMeansSomething() {
        Fuzzing.run(TRIES, random -> {
            int status = STATUSES.get(random.nextInt(STATUSES.size()));
            List<MappedEvent> batch = batch(random);
            DeliveryResponse response =
                    new DeliveryResponse(status, headers(random), body(random), Instant.parse("2026-03-02T08:00:00Z"));

            Answer answer = DESTINATION.read(response, batch);

            if (answer instanceof Answer.Delivered) {
                assertThat(status).isBetween(200, 299);
            }
            if (answer instanceof Answer.Sorted sorted) {
                assertThat(sorted.fates())
                        .hasSameSizeAs(batch)
                        .anyMatch(fate -> !(fate instanceof Fate.Again))
                        .noneMatch(Fate.Arrived.class::isInstance)
                        .allMatch(fate -> !(fate instanceof Fate.Throttled throttled)
                                || !(throttled.key().isEmpty()
                                        || throttled.pause().isNegative()));
            }
            if (answer instanceof Answer.SlowDown slowDown) {
                assertThat(slowDown.pause()).isBetween(Duration.ZERO, Duration.ofDays(3_000_000));
            }
            assertThat(answer.toString()).doesNotContain(Amplitude.KEY).doesNotContainPattern("\\p{Cntrl}");
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(answer.toString()))
                    .as(answer.toString())
                    .isTrue();
        });
    }

    private static List<MappedEvent> batch(Random random) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> new MappedEvent(
                        "e" + i,
                        new byte[] {'{', '}'},
                        new Identity(
                                random.nextBoolean() ? Optional.of("user-" + i) : Optional.empty(),
                                Optional.of("device-" + i))))
                .toList();
    }

    private static Map<String, String> headers(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Map.of("retry-after", RETRY_AFTER.get(random.nextInt(RETRY_AFTER.size())));
            case 1 -> Map.of("Retry-After", HostileJson.text(random));
            default -> Map.of();
        };
    }

    private static byte[] body(Random random) {
        String text = DOCUMENTED
                .get(random.nextInt(DOCUMENTED.size()))
                .replace('\'', '"')
                .replace("KEY", Amplitude.KEY);
        ObjectNode documented = (ObjectNode) Amplitude.json(text);
        String changed = HostileJson.written(
                switch (random.nextInt(6)) {
                    case 0 -> documented;
                    case 1 -> HostileJson.value(random);
                    default -> HostileJson.mutated(documented, random);
                },
                random);
        byte[] body = changed.getBytes(StandardCharsets.UTF_8);
        return random.nextInt(3) == 0 ? HostileBytes.mutated(body, random) : body;
    }
}
