package dev.sluice.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.sluice.event.EnvelopeScanner;
import dev.sluice.event.EnvelopeScanner.Envelope;
import dev.sluice.event.EventJson;
import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.DeadLetter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes a request's body apart: an object, an array of objects, or lines of objects. Each event keeps the bytes it was sent with;
 * what can't be an event goes to the quarantine, and nothing is refused. One instance a body; not for several threads.
 */
public final class WebhookBody {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final byte[] body;
    private final long receivedAtMillis;
    private final List<byte[]> events = new ArrayList<>(1);
    private final List<DeadLetter> quarantined = new ArrayList<>(0);

    private WebhookBody(byte[] body, long receivedAtMillis) {
        this.body = body;
        this.receivedAtMillis = receivedAtMillis;
    }

    /** A body of content type {@code application/json}: one object, or an array of objects. */
    public static AppendBatch json(byte[] body, long receivedAtMillis) {
        WebhookBody parts = new WebhookBody(body, receivedAtMillis);
        parts.value(0, body.length);
        return parts.batch();
    }

    /** A body of content type {@code application/x-ndjson}: one object a line; empty lines count for nothing. */
    public static AppendBatch lines(byte[] body, long receivedAtMillis) {
        WebhookBody parts = new WebhookBody(body, receivedAtMillis);
        int start = 0;
        while (start < body.length) {
            int end = start;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            if (!parts.blank(start, end)) {
                parts.value(start, end);
            }
            start = end + 1;
        }
        return parts.batch();
    }

    /** A file: JSON where it is, else lines. */
    public static AppendBatch jsonOrLines(byte[] body, long receivedAtMillis) {
        AppendBatch whole = json(body, receivedAtMillis);
        return whole.events().isEmpty() && !whole.quarantined().isEmpty() ? lines(body, receivedAtMillis) : whole;
    }

    private AppendBatch batch() {
        return new AppendBatch(receivedAtMillis, events, quarantined);
    }

    private void value(int start, int end) {
        int accepted = events.size();
        int refused = quarantined.size();
        int from = startsWithMark(start, end) ? start + BYTE_ORDER_MARK.length : start;
        if (blank(from, end)) {
            quarantine(start, end, "broken-json", "the body is empty");
            return;
        }
        try (JsonParser parser = EventJson.parser(body, from, end - from)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    element(parser, from);
                }
            } else {
                element(parser, from);
            }
            if (parser.nextToken() != null) {
                throw new IOException("there is more after the end of the JSON value");
            }
        } catch (IOException broken) {
            // A body that breaks in the middle is kept whole and once, not as the events before the break and itself.
            events.subList(accepted, events.size()).clear();
            quarantined.subList(refused, quarantined.size()).clear();
            quarantine(start, end, reason(broken), explain(broken));
        }
    }

    private void element(JsonParser parser, int base) throws IOException {
        int start = base + (int) parser.currentTokenLocation().getByteOffset();
        boolean object = parser.currentToken() == JsonToken.START_OBJECT;
        Envelope envelope = new Envelope("", "");
        if (object) {
            envelope = EnvelopeScanner.scan(parser);
        } else {
            parser.skipChildren();
            parser.finishToken();
        }
        int end = base + (int) parser.currentLocation().getByteOffset();
        if (!object) {
            quarantine(start, end, "not-an-object", "a webhook is a JSON object");
        } else if (!envelope.missing().isEmpty()) {
            String missing = envelope.missing();
            quarantined.add(DeadLetter.quarantined(
                    slice(start, end),
                    envelope.id(),
                    "missing-" + missing.replace('_', '-'),
                    "the webhook has no " + missing,
                    receivedAtMillis));
        } else {
            events.add(slice(start, end));
        }
    }

    private void quarantine(int start, int end, String reason, String detail) {
        quarantined.add(DeadLetter.quarantined(slice(start, end), "", reason, detail, receivedAtMillis));
    }

    private byte[] slice(int start, int end) {
        return start == 0 && end == body.length ? body : Arrays.copyOfRange(body, start, end);
    }

    private boolean blank(int start, int end) {
        for (int i = start; i < end; i++) {
            if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r' && body[i] != '\n') {
                return false;
            }
        }
        return true;
    }

    private boolean startsWithMark(int start, int end) {
        return end - start >= BYTE_ORDER_MARK.length
                && Arrays.equals(
                        body, start, start + BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    private static String reason(IOException broken) {
        return broken instanceof StreamConstraintsException ? "beyond-bounds" : "broken-json";
    }

    private static String explain(IOException broken) {
        return broken instanceof JsonProcessingException parsing
                ? EventJson.explain(parsing)
                : String.valueOf(broken.getMessage());
    }
}
