package dev.sluice.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads a configuration's JSON: one object in UTF-8, no key twice, nothing after it. */
final class StrictJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private StrictJson() {}

    /** @throws ConfigSyntaxException where it is not such an object */
    static ObjectNode parse(byte[] json) {
        try (JsonParser parser = MAPPER.createParser(text(json))) {
            return object(parser);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static ObjectNode object(JsonParser parser) throws IOException {
        try {
            JsonNode root = MAPPER.readTree(parser);
            if (!(root instanceof ObjectNode object)) {
                throw new ConfigSyntaxException("the file holds no object; write at least " + ConfigFile.SMALLEST);
            }
            if (parser.nextToken() != null) {
                throw SyntaxErrors.trailing(parser.currentTokenLocation());
            }
            return object;
        } catch (JsonProcessingException malformed) {
            throw SyntaxErrors.of(malformed, parser.currentLocation());
        }
    }

    /** Decoded here, so that places are counted in characters and a wrong encoding is told from wrong JSON. */
    private static String text(byte[] json) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException otherEncoding) {
            throw new ConfigSyntaxException("the file is not UTF-8; save it in that encoding");
        }
    }
}
