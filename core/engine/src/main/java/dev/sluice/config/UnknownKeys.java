package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds what is meant by a key that does not exist where it stands. */
final class UnknownKeys {

    /** More would not help to choose. */
    private static final int SHOWN_PLACES = 3;

    private final ConfigSchema schema;

    UnknownKeys(ConfigSchema schema) {
        this.schema = schema;
    }

    /** What to tell about the unknown key at a pointer. */
    String describe(JsonPointer pointer) {
        String key = pointer.last().getMatchingProperty();
        TreeSet<String> here = new TreeSet<>();
        schema.at(pointer.head())
                .ifPresent(object -> object.path("properties").fieldNames().forEachRemaining(here::add));
        Optional<String> near = NearestName.of(key, here);
        if (near.isPresent()) {
            return "unknown key; did you mean \"" + near.get() + "\"?";
        }
        Map<String, List<JsonPointer>> places = places(pointer);
        if (places.containsKey(key)) {
            return "unknown key; it belongs at " + shown(places.get(key), pointer);
        }
        Optional<String> elsewhere = NearestName.of(key, places.keySet());
        if (elsewhere.isPresent()) {
            return "unknown key; did you mean " + shown(places.get(elsewhere.get()), pointer) + "?";
        }
        return here.isEmpty()
                ? "unknown key; remove it"
                : "unknown key; the keys here are \"" + String.join("\", \"", here) + "\"";
    }

    /** All keys with their places, as seen from a pointer: in a destination, those of that destination. */
    private Map<String, List<JsonPointer>> places(JsonPointer from) {
        String index =
                from.toString().matches("/destinations/[0-9]+/.*") ? from.tail().getMatchingProperty() : "0";
        Map<String, List<JsonPointer>> places = new LinkedHashMap<>();
        for (SchemaTree.Key key : schema.general().keys()) {
            String place = key.pointer().toString().replaceFirst("^/destinations/\\*", "/destinations/" + index);
            if (!place.contains("/" + SchemaTree.ANY)) {
                add(places, JsonPointer.compile(place));
            }
        }
        SchemaTree settings = schema.settings().get(Integer.parseInt(index));
        if (settings != null) {
            for (SchemaTree.Key key : settings.keys()) {
                add(places, ConfigSchema.settingsOf(Integer.parseInt(index)).append(key.pointer()));
            }
        }
        return places;
    }

    private static void add(Map<String, List<JsonPointer>> places, JsonPointer place) {
        places.computeIfAbsent(place.last().getMatchingProperty(), key -> new ArrayList<>())
                .add(place);
    }

    private static String shown(List<JsonPointer> places, JsonPointer from) {
        return String.join(
                " or ",
                places.stream()
                        .sorted(Comparator.comparingInt(place -> -sharedLength(place.toString(), from.toString())))
                        .limit(SHOWN_PLACES)
                        .map(JsonPointer::toString)
                        .toList());
    }

    private static int sharedLength(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return length;
    }
}
