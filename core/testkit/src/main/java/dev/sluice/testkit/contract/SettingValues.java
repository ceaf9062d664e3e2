package dev.sluice.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;

/** Values for a setting that an operator may write, at the edges of what its schema takes. */
final class SettingValues {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "x",
            "0",
            "http://",
            "https:///path",
            "https://a b/",
            "https://[::1",
            "https://someone:pass@host.example/",
            "https://host.example/#part",
            "https://host.example/?a=b",
            "ftp://host.example/",
            "host.example",
            "with\r\nX-Injected: line",
            "\u0000",
            "\u00e9\u6f22\uD83D\uDE00",
            "\"quoted\\",
            "${env:NAME}",
            "/",
            "x".repeat(10_000));

    private SettingValues() {}

    static List<JsonNode> of(JsonNode property) {
        List<JsonNode> values = new ArrayList<>();
        property.path("enum").forEach(values::add);
        if (!values.isEmpty()) {
            return values;
        }
        TEXTS.forEach(text -> values.add(JSON.textNode(text)));
        for (String bound : List.of("minimum", "maximum", "default")) {
            if (property.has(bound)) {
                values.add(property.get(bound));
            }
        }
        for (int number : new int[] {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            values.add(JSON.numberNode(number));
        }
        values.add(JSON.numberNode(Long.MAX_VALUE));
        values.add(JSON.numberNode(0.5));
        values.add(JSON.booleanNode(true));
        values.add(JSON.booleanNode(false));
        values.add(JSON.arrayNode());
        values.add(JSON.objectNode());
        values.add(JSON.objectNode().put("a", "b"));
        values.add(JSON.objectNode().put("a b\r\n", "c\r\nd"));
        return values;
    }
}
