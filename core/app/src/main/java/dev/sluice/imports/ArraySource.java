package dev.sluice.imports;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.event.EventJson;
import dev.sluice.journal.ImportPosition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A file with one JSON document, an array of events or a single one, however it is laid out over lines. What comes before the
 * position is read and passed over. Where the JSON breaks, nothing after it can be read.
 */
final class ArraySource implements EventSource {

    private final JsonParser parser;
    private final ImportPosition start;
    private boolean ended;

    /** @param start where to go on */
    ArraySource(InputStream in, ImportPosition start) throws IOException {
        this.start = start;
        parser = EventJson.parser(in);
    }

    @Override
    public Optional<ImportPart> next() throws IOException {
        while (!ended) {
            long line = parser.currentTokenLocation().getLineNr();
            try {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    ended = true;
                    break;
                }
                line = parser.currentTokenLocation().getLineNr();
                if (token == JsonToken.START_ARRAY || token == JsonToken.END_ARRAY) {
                    continue;
                }
                byte[] json = copy();
                long end = parser.currentLocation().getByteOffset();
                if (end > start.bytes()) {
                    String reason = EventChecks.reason(json);
                    return Optional.of(part(reason.isEmpty() ? json : new byte[0], line, end, reason));
                }
            } catch (JsonProcessingException broken) {
                ended = true;
                long end = Math.max(start.bytes() + 1, parser.currentLocation().getByteOffset());
                return Optional.of(part(
                        new byte[0],
                        line,
                        end,
                        "broken-json: " + EventJson.explain(broken) + "; nothing after it can be read"));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    /** The value as it was read, without the blanks between its tokens; every digit and escape means what it meant. */
    private byte[] copy() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator generator = EventJson.generator(out)) {
            generator.copyCurrentStructureExact(parser);
        }
        return out.toByteArray();
    }

    private ImportPart part(byte[] json, long line, long end, String reason) {
        return new ImportPart(
                json, line, end, Math.max(0, parser.currentLocation().getLineNr() - 1), reason);
    }
}
