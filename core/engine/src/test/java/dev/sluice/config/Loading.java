package dev.sluice.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.spi.DestinationPlugin;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Loads texts in an environment that the test makes up, with the plugins {@code sink} and {@code amplitude}. */
final class Loading {

    /** A destination that nothing is wrong with; a test writes what it is about beside it. */
    static final String SINK = """
            {"id": "sink", "plugin": "sink", "settings": {"apiKey": "0123456789abcdef"}}""";

    private static final Map<String, DestinationPlugin> PLUGINS =
            Map.of("sink", new SinkPlugin("sink"), "amplitude", new SinkPlugin("amplitude"));

    private final Map<String, String> variables = new TreeMap<>();
    private final Map<String, String> properties = new TreeMap<>();

    static Loading plain() {
        return new Loading();
    }

    static Loading with(String variable, String value) {
        return new Loading().and(variable, value);
    }

    Loading and(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    Loading property(String name, String value) {
        properties.put(name, value);
        return this;
    }

    ConfigLoader loader() {
        return new ConfigLoader(PLUGINS, new Environment(variables, properties));
    }

    LoadedConfig load(String json) {
        return loader().loadText("sluice.json", json);
    }

    /** The configuration of a file with these keys beside a destination. */
    SluiceConfig config(String keys) {
        return load(file(keys, SINK)).config();
    }

    /** The lines that a user sees of a file with these keys beside a destination. */
    List<String> errors(String keys) {
        return errorsOf(file(keys, SINK));
    }

    /** The lines that a user sees of a file whose one destination has these keys beside its id, plugin and API key. */
    List<String> errorsOfDestination(String keys) {
        return errorsOf(file("", SINK.substring(0, SINK.length() - 1) + ", " + keys + "}"));
    }

    List<String> errorsOf(String json) {
        return failure(json).lines();
    }

    InvalidConfigException failure(String json) {
        return catchThrowableOfType(InvalidConfigException.class, () -> load(json));
    }

    static String file(String keys, String destination) {
        return "{" + (keys.isEmpty() ? "" : keys + ", ") + "\"destinations\": [" + destination + "]}";
    }
}
