package dev.sluice.ingest;

import static dev.sluice.ingest.IngestFixture.EVENT;
import static dev.sluice.ingest.IngestFixture.sign;
import static dev.sluice.journal.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.DataSize;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalBusyException;
import dev.sluice.journal.sqlite.SqliteJournal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of answers, row by row. */
class IngestTest {

    @TempDir
    private Path folder;

    private Journal journal;

    @BeforeEach
    void openJournal() {
        journal = SqliteJournal.open(folder.resolve("sluice.db"), DataSize.mebibytes(64), List.of("a"));
    }

    @AfterEach
    void closeJournal() {
        await(journal.close());
    }

    private long stored() {
        return journal.status().endOffsets().get(0);
    }

    private long quarantined() {
        return journal.status().deadLetters().getOrDefault("ingest", 0L);
    }

    private static String now() {
        return Long.toString(System.currentTimeMillis() / 1000);
    }

    @Test
    void aSignedEventIsStoredAndAnswered200() {
        try (IngestFixture ingest = IngestFixture.signed(journal)) {
            String now = now();
            HttpResponse<String> answer = ingest.postSigned(EVENT, now, sign(now, EVENT));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"accepted\":1}");
            assertThat(stored()).isEqualTo(1);
            assertThat(ingest.counted("accepted")).isEqualTo(1);
        }
    }

    @Test
    void answers200OnlyAfterTheEventIsOnDisk() throws InterruptedException {
        HeldJournal held = new HeldJournal(journal);
        try (IngestFixture ingest = IngestFixture.unsigned(held)) {
            CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() -> ingest.post(EVENT));
            CompletableFuture<HttpResponse<String>> second = CompletableFuture.supplyAsync(() -> ingest.post(EVENT));
            held.letOneGo();
            CompletableFuture.anyOf(answer, second).join();
            assertThat(answer.isDone() && second.isDone())
                    .as("the one that is not on disk waits")
                    .isFalse();
            held.letOneGo();

            assertThat(answer.join().statusCode()).isEqualTo(200);
            assertThat(second.join().statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "7",
                "[7]",
                "{\"metric\":\"sent\"}",
                "{\"event_id\":\"1\"}",
                "{\"event_id\":\"1\",\"event_type\":\"\"}",
                ""
            })
    void whatCanNeverGetBetterIsQuarantinedAndAnswered200(String body) {
        try (IngestFixture ingest = IngestFixture.unsigned(journal)) {
            HttpResponse<String> answer = ingest.post(body);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"accepted\":0,\"quarantined\":1}");
            assertThat(quarantined()).isEqualTo(1);
            assertThat(stored()).isZero();
        }
    }

    @Test
    void anArrayAndLinesBringSeveralEvents() {
        try (IngestFixture ingest = IngestFixture.unsigned(journal)) {
            assertThat(ingest.post("[" + EVENT + "," + EVENT + ",1]").body())
                    .isEqualTo("{\"accepted\":2,\"quarantined\":1}");
            byte[] lines = (EVENT + "\n" + EVENT + "\n" + EVENT + "\n").getBytes(StandardCharsets.UTF_8);
            assertThat(ingest.post(lines, "application/x-ndjson; charset=utf-8").body())
                    .isEqualTo("{\"accepted\":3}");
            assertThat(stored()).isEqualTo(5);
        }
    }

    @Test
    void anEmptyArrayIsAnswered200WithoutAnything() {
        try (IngestFixture ingest = IngestFixture.unsigned(journal)) {
            assertThat(ingest.post("[]").body()).isEqualTo("{\"accepted\":0}");
        }
    }

    @Test
    void aWrongOrMissingSignatureIsAnswered401AndNothingStored() {
        try (IngestFixture ingest = IngestFixture.signed(journal)) {
            String now = now();
            assertThat(ingest.post(EVENT).statusCode()).isEqualTo(401);
            assertThat(ingest.postSigned(EVENT, now, sign(now, EVENT + " ")).statusCode())
                    .isEqualTo(401);
            assertThat(ingest.postSigned("{broken", now, sign(now, EVENT)).statusCode())
                    .isEqualTo(401);
            assertThat(stored() + quarantined()).isZero();
            assertThat(ingest.counted("unauthorized")).isEqualTo(3);
        }
    }

    @Test
    void headerNamesCountInAnyLetterCase() {
        try (IngestFixture ingest = IngestFixture.signed(journal)) {
            String now = now();
            HttpRequest request = ingest.request()
                    .header("x-cio-timestamp", now)
                    .header("x-CIO-signature", sign(now, EVENT))
                    .POST(HttpRequest.BodyPublishers.ofString(EVENT))
                    .build();
            assertThat(ingest.send(request).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theSignatureCoversTheBytesAsSent() {
        try (IngestFixture ingest = IngestFixture.signed(journal)) {
            String odd = "{ \"metric\":\"sent\",\"event_id\" :\"\\u00e9\u00e9\", \"n\":1.0e1 }\n";
            String now = now();
            assertThat(ingest.postSigned(odd, now, sign(now, odd)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aFullJournalIsAnswered503WithRetryAfter() {
        Journal small = SqliteJournal.open(folder.resolve("small.db"), DataSize.parse("64KiB"), List.of("a"));
        try (IngestFixture ingest = IngestFixture.unsigned(small)) {
            String large = "{\"event_id\":\"e1\",\"metric\":\"sent\",\"data\":\"" + "x".repeat(80_000) + "\"}";
            HttpResponse<String> answer = ingest.post(large);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.body()).contains("journal is full");
            assertThat(ingest.counted("journal_full")).isEqualTo(1);
        } finally {
            await(small.close());
        }
    }

    @Test
    void anOverloadedOrFailingJournalIsAnswered503() throws InterruptedException {
        HeldJournal held = new HeldJournal(journal);
        try (IngestFixture ingest = IngestFixture.unsigned(held)) {
            CompletableFuture<HttpResponse<String>> busy = CompletableFuture.supplyAsync(() -> ingest.post(EVENT));
            held.failOne(new JournalBusyException("busy"));
            assertThat(busy.join().statusCode()).isEqualTo(503);

            CompletableFuture<HttpResponse<String>> broken = CompletableFuture.supplyAsync(() -> ingest.post(EVENT));
            held.failOne(new IllegalStateException("the disk is gone"));
            assertThat(broken.join().statusCode()).isEqualTo(503);
            assertThat(broken.join().headers().firstValue("Retry-After")).isPresent();
            assertThat(broken.join().body()).doesNotContain("disk is gone");
        }
    }

    @Test
    void anAppendThatTakesTooLongIsAnswered503BeforeTheSenderGivesUp() {
        try (IngestFixture ingest = IngestFixture.unsigned(new HeldJournal(journal))) {
            assertThat(ingest.post(EVENT).statusCode()).isEqualTo(503);
            assertThat(ingest.counted("too_late")).isEqualTo(1);
        }
    }

    @Test
    void aStoppingRelayAnswers503() {
        try (IngestFixture ingest = IngestFixture.unsigned(journal)) {
            ingest.ingest.refuse();

            HttpResponse<String> answer = ingest.post(EVENT);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(stored()).isZero();
        }
    }

    @Test
    void otherPathsAndMethodsAreAnswered404And405() {
        try (IngestFixture ingest = IngestFixture.unsigned(journal)) {
            HttpRequest elsewhere = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + ingest.ingest.port() + "/webhooks"))
                    .POST(HttpRequest.BodyPublishers.ofString(EVENT))
                    .build();
            assertThat(ingest.send(elsewhere).statusCode()).isEqualTo(404);
            HttpResponse<String> get = ingest.send(ingest.request().GET().build());
            assertThat(get.statusCode()).isEqualTo(405);
            assertThat(get.headers().firstValue("Allow")).contains("POST");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, 415",
        "application/x-www-form-urlencoded, 415",
        "application/xml, 415",
        "application/json, 200",
        "Application/JSON; charset=UTF-8, 200",
        "application/x-ndjson, 200"
    })
    void takesJsonAndLinesOnly(String contentType, int status) {
        try (IngestFixture ingest = IngestFixture.unsigned(journal)) {
            assertThat(ingest.post(EVENT.getBytes(StandardCharsets.UTF_8), contentType)
                            .statusCode())
                    .isEqualTo(status);
        }
    }

    @Test
    void compressedBodiesAreAnswered415() {
        try (IngestFixture ingest = IngestFixture.unsigned(journal)) {
            HttpRequest request = ingest.request()
                    .header("Content-Encoding", "gzip")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {1, 2}))
                    .build();
            assertThat(ingest.send(request).statusCode()).isEqualTo(415);
        }
    }

    @Test
    void measuresTheTimeToTheAnswer() {
        try (IngestFixture ingest = IngestFixture.unsigned(journal)) {
            ingest.post(EVENT);
            assertThat(ingest.meters.get("sluice.ingest.ack").timer().count()).isEqualTo(1);
        }
    }
}
