package dev.sluice.journal.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** What is told of a record beside its value, as text in its headers, so that any tool of Kafka shows it. */
final class Fields {

    private final Headers headers;

    private Fields(Headers headers) {
        this.headers = headers;
    }

    /** Fields to be written. */
    static Fields make() {
        return new Fields(new RecordHeaders());
    }

    /** The fields of a record. */
    static Fields of(Headers headers) {
        return new Fields(headers);
    }

    Fields put(String name, String value) {
        return put(name, value.getBytes(StandardCharsets.UTF_8));
    }

    Fields put(String name, long value) {
        return put(name, Long.toString(value));
    }

    Fields put(String name, byte[] value) {
        headers.add(name, value);
        return this;
    }

    Headers headers() {
        return headers;
    }

    /** The bytes of a field; empty where it is not there. */
    Optional<byte[]> bytes(String name) {
        return Optional.ofNullable(headers.lastHeader(name)).map(Header::value);
    }

    /** The text of a field; empty where it is not there. */
    String text(String name) {
        return bytes(name)
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .orElse("");
    }

    /** The number in a field; 0 where there is none. */
    long number(String name) {
        try {
            return Long.parseLong(text(name));
        } catch (NumberFormatException none) {
            return 0;
        }
    }
}
