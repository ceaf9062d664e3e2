package dev.sluice.spi;

import java.util.Objects;

/**
 * An event as a destination takes it in, already encoded, so that its size is known and it is encoded once however often it is
 * sent.
 *
 * @param id the event's id
 * @param json the mapped event as JSON in UTF-8; to be read, never changed
 * @param identity what {@link Destination#identify} answered for it
 */
public record MappedEvent(String id, byte[] json, Identity identity) {

    /** Keeps the JSON without copying it. */
    public MappedEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(identity, "identity");
    }
}
