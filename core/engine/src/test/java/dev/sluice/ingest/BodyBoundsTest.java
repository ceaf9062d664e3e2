package dev.sluice.ingest;

import static dev.sluice.ingest.IngestFixture.EVENT;
import static dev.sluice.ingest.IngestFixture.PATH;
import static dev.sluice.journal.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.config.DataSize;
import dev.sluice.journal.Journal;
import dev.sluice.journal.sqlite.SqliteJournal;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that are too large, too slow, or never end. */
class BodyBoundsTest {

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

    private static String padded(int bytes) {
        String start = "{\"event_id\":\"e1\",\"metric\":\"sent\",\"data\":\"";
        return start + "x".repeat(bytes - start.length() - 2) + "\"}";
    }

    @Test
    void aBodyOfTheFullSizeIsTakenAndOneByteMoreIsAnswered413() {
        try (IngestFixture ingest = IngestFixture.bounded(journal, DataSize.parse("100KiB"), Duration.ofSeconds(30))) {
            assertThat(ingest.post(padded(100 * 1024)).statusCode()).isEqualTo(200);
            assertThat(ingest.post(padded(100 * 1024 + 1)).statusCode()).isEqualTo(413);
        }
    }

    @Test
    void aBodyThatTellsNoLengthIsCutOffWhereItRunsOver() {
        try (IngestFixture ingest = IngestFixture.bounded(journal, DataSize.parse("100KiB"), Duration.ofSeconds(30))) {
            byte[] part = new byte[64 * 1024];
            HttpRequest chunked = ingest.request()
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() ->
                            new SequenceInputStream(new ByteArrayInputStream(part), new ByteArrayInputStream(part))))
                    .build();
            assertThat(ingest.send(chunked).statusCode()).isEqualTo(413);
            assertThat(ingest.ingest.budget().held()).isZero();
        }
    }

    @Test
    void aHundredMegabytesAreRefusedWithoutBeingHeld() throws IOException {
        try (IngestFixture ingest = IngestFixture.unsigned(journal);
                Socket socket = ingest.connect()) {
            long length = 100L << 20;
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                            + length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(statusLine(socket)).contains("413");
            byte[] part = new byte[1 << 16];
            try {
                for (long sent = 0; sent < length; sent += part.length) {
                    out.write(part);
                }
            } catch (SocketException cutOff) {
                assertThat(cutOff).isNotNull();
            }
            assertThat(ingest.ingest.budget().held()).isZero();
            assertThat(ingest.post(EVENT).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aSenderThatIsTooSlowIsAnswered408() throws IOException {
        try (IngestFixture ingest = IngestFixture.bounded(journal, DataSize.mebibytes(5), Duration.ofMillis(300));
                Socket socket = ingest.connect()) {
            begin(socket, 1_000);
            assertThat(statusLine(socket)).contains("408");
            assertThat(ingest.counted("too_slow")).isEqualTo(1);
            assertThat(ingest.ingest.budget().held()).isZero();
        }
    }

    @Test
    void aSenderThatGoesAwayLeavesNothingBehind() throws IOException {
        try (IngestFixture ingest = IngestFixture.unsigned(journal)) {
            try (Socket socket = ingest.connect()) {
                begin(socket, 1_000);
            }
            HttpResponse<String> next = ingest.post(EVENT);
            await().atMost(Duration.ofSeconds(60)).until(() -> ingest.counted("sender_gone") > 0);
            assertThat(next.statusCode()).isEqualTo(200);
            assertThat(ingest.ingest.budget().held()).isZero();
            assertThat(journal.status().endOffsets()).containsEntry(0, 1L);
        }
    }

    @Test
    void aSenderThatWaitsToBeAskedForItsBodyIsAsked() throws IOException {
        try (IngestFixture ingest = IngestFixture.unsigned(journal);
                Socket socket = ingest.connect()) {
            socket.getOutputStream()
                    .write(("POST " + PATH
                                    + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                                    + EVENT.length() + "\r\nExpect: 100-continue\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader in = reader(socket.getInputStream());
            assertThat(in.readLine()).contains("100");
            socket.getOutputStream().write(EVENT.getBytes(StandardCharsets.US_ASCII));
            in.readLine();
            assertThat(in.readLine()).contains("200");
        }
    }

    @Test
    void whatIsNoHttpIsAnswered400AndHarmsNobody() throws IOException {
        try (IngestFixture ingest = IngestFixture.unsigned(journal);
                Socket socket = ingest.connect()) {
            socket.getOutputStream().write("\u0016\u0003\u0001nonsense\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            String line = reader(socket.getInputStream()).readLine();
            assertThat(line == null || line.contains("400")).isTrue();
            assertThat(ingest.post(EVENT).statusCode()).isEqualTo(200);
        }
    }

    private static void begin(Socket socket, int length) throws IOException {
        socket.getOutputStream()
                .write(("POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                                + length + "\r\n\r\n{\"event_id\":")
                        .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String statusLine(Socket socket) throws IOException {
        return reader(socket.getInputStream()).readLine();
    }

    private static BufferedReader reader(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
    }
}
