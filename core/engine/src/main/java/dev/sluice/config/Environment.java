package dev.sluice.config;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What a process was started with, as far as a configuration can refer to it.
 *
 * @param variables environment variables
 * @param properties system properties
 */
public record Environment(Map<String, String> variables, Map<String, String> properties) {

    /** Nothing set at all. */
    public static final Environment EMPTY = new Environment(Map.of(), Map.of());

    public Environment {
        variables = Map.copyOf(variables);
        properties = Map.copyOf(properties);
    }

    /** Those of this process, as they are now. */
    public static Environment current() {
        Properties system = System.getProperties();
        Map<String, String> properties = new TreeMap<>();
        system.stringPropertyNames().forEach(name -> properties.put(name, system.getProperty(name)));
        return new Environment(System.getenv(), properties);
    }

    /** Without the values, which may be secret. */
    @Override
    public String toString() {
        return variables.size() + " environment variables, " + properties.size() + " system properties";
    }
}
