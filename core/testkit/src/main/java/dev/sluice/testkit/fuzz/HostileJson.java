package dev.sluice.testkit.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** JSON as no sender documents it, and documented JSON with parts of it replaced. All of it is JSON. Stateless. */
public final class HostileJson {

    /** Deeper than what is read; Jackson itself writes up to 1000 levels. */
    private static final int ABYSS = 900;

    private static final int MOST_CHILDREN = 4;
    private static final int MOST_LEVELS = 5;

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "0",
            "null",
            "NaN",
            "anonymous",
            "1613063089",
            "1e-999999999",
            "\uD83D\uDE00",
            "\uD83D",
            "\uDE00",
            "\uFEFF",
            "\u2028",
            "a\"b\\c/d\n",
            "x".repeat(1023) + "\uD83D\uDE00",
            "y".repeat(1024) + "z",
            "\uD83D\uDE00".repeat(600),
            "\uDE00\uD83D".repeat(600),
            "../../etc",
            "${env:KEY}");

    private static final List<String> NAMES = List.of(
            "",
            "event_id",
            "metric",
            "event_type",
            "object_type",
            "object_type_type",
            "delivery_type",
            "timestamp",
            "data",
            "identifiers",
            "id",
            "email",
            "cio_id",
            "customer_id",
            "recipients",
            "device_id",
            "platform",
            "content",
            "\uD83D",
            "\u0000",
            "a/b~c",
            "a.b",
            "0");

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-1",
            "0.5",
            "1613063089",
            "1613063089123",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "1E+400",
            "1E+999999999",
            "1E-999999999",
            "1E+2147483647",
            "1E-2147483646",
            "0.1000000000000000055511151231257827",
            "9".repeat(999),
            "9".repeat(1001),
            "0." + "1".repeat(990));

    private HostileJson() {}

    /** Any value, most often a small one. */
    public static JsonNode value(Random random) {
        return value(random, MOST_LEVELS);
    }

    /** The document with one to three of its parts replaced, taken out or put elsewhere. */
    public static ObjectNode mutated(ObjectNode document, Random random) {
        ObjectNode mutated = document.deepCopy();
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            List<ObjectNode> objects = new ArrayList<>();
            collect(mutated, objects);
            change(objects.get(random.nextInt(objects.size())), random);
        }
        return mutated;
    }

    /** One of the odd texts. */
    public static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    /** The value as JSON, with escapes and blanks in places that a plain writer leaves alone. */
    public static String written(JsonNode value, Random random) {
        StringBuilder text = new StringBuilder();
        boolean escaped = random.nextBoolean();
        String plain = value.toString();
        boolean inText = false;
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (c == '"' && !isEscaped(plain, i)) {
                inText = !inText;
            }
            if (!inText && (c == ',' || c == ':') && random.nextInt(8) == 0) {
                text.append(c).append(" \t\r".charAt(random.nextInt(3)));
            } else if (c > '~' && (escaped || Character.isSurrogate(c))) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static boolean isEscaped(String text, int at) {
        int backslashes = 0;
        while (at - backslashes > 0 && text.charAt(at - backslashes - 1) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static JsonNode value(Random random, int levels) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        switch (random.nextInt(levels > 0 ? 8 : 5)) {
            case 0:
                return nodes.nullNode();
            case 1:
                return nodes.booleanNode(random.nextBoolean());
            case 2:
                return number(random);
            case 3, 4:
                return nodes.textNode(text(random));
            case 5:
                return random.nextInt(40) == 0 ? deep(random) : array(random, levels);
            default:
                ObjectNode object = nodes.objectNode();
                for (int i = random.nextInt(MOST_CHILDREN); i > 0; i--) {
                    object.set(name(random), value(random, levels - 1));
                }
                return object;
        }
    }

    private static JsonNode array(Random random, int levels) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = random.nextInt(MOST_CHILDREN); i > 0; i--) {
            array.add(value(random, levels - 1));
        }
        return array;
    }

    private static JsonNode number(Random random) {
        return DecimalNode.valueOf(new BigDecimal(NUMBERS.get(random.nextInt(NUMBERS.size()))));
    }

    /** Now and then just under a bound, now and then far beyond. */
    private static JsonNode deep(Random random) {
        int[] depths = {30, 39, 41, 490, 499, 501, ABYSS};
        JsonNode node = JsonNodeFactory.instance.textNode(text(random));
        for (int i = depths[random.nextInt(depths.length)]; i > 0; i--) {
            node = random.nextBoolean()
                    ? JsonNodeFactory.instance.arrayNode().add(node)
                    : JsonNodeFactory.instance.objectNode().set("d", node);
        }
        return node;
    }

    private static String name(Random random) {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private static void change(ObjectNode object, Random random) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String target = names.isEmpty() || random.nextInt(5) == 0 ? name(random) : drawn(names, random);
        switch (random.nextInt(4)) {
            case 0 -> object.remove(target);
            case 1 -> object.set(name(random), object.path(target).deepCopy());
            default -> object.set(target, value(random));
        }
    }

    private static String drawn(List<String> names, Random random) {
        return names.get(random.nextInt(names.size()));
    }

    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        // What nests without end is not gone into; there is nothing to find at its bottom.
        if (objects.size() < 50) {
            node.forEach(child -> collect(child, objects));
        }
    }
}
