package dev.sluice.spi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The events that Customer.io documents. Others occur and pass through; the catalogue serves warnings, tests and examples. */
public final class EventCatalog {

    /**
     * A documented event.
     *
     * @param objectType what it happens to: {@code email}
     * @param metric what happens: {@code sent}
     * @param dataFields the fields of {@code data} beyond the ones that all events share
     */
    public record Entry(String objectType, String metric, List<String> dataFields) {

        /** {@return object type and metric as event selections write it: {@code email.sent}} */
        public String name() {
            return objectType + "." + metric;
        }
    }

    private static final List<Entry> ENTRIES = read();

    private EventCatalog() {}

    /**
     * All 69. Source: Customer.io's OpenAPI document of its reporting webhooks.
     *
     * @return in the order of the catalogue; not to be changed
     */
    public static List<Entry> entries() {
        return ENTRIES;
    }

    /** {@return the documented object types, in the order of the alphabet} */
    public static Set<String> objectTypes() {
        Set<String> types = new TreeSet<>();
        ENTRIES.forEach(entry -> types.add(entry.objectType()));
        return types;
    }

    private static List<Entry> read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(EventCatalog.class.getResourceAsStream("customerio-events.tsv")),
                StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(EventCatalog::entry).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Entry entry(String line) {
        String[] columns = line.split("\t", -1);
        List<String> fields = columns.length < 3 || columns[2].isBlank() ? List.of() : List.of(columns[2].split(", "));
        return new Entry(columns[0], columns[1], fields);
    }
}
