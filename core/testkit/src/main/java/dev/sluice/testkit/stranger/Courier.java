package dev.sluice.testkit.stranger;

/**
 * The plugin of a stranger, as source: takes every event, posts batches to its setting {@code endpoint}, and says in each which
 * version of it was at work. What it tells is read by {@link CourierInbox}.
 */
public final class Courier {

    /** Its class. */
    public static final String PLUGIN = "com.example.courier.CourierPlugin";

    private static final String SOURCE = """
            package com.example.courier;

            import com.fasterxml.jackson.databind.ObjectMapper;
            import com.fasterxml.jackson.databind.node.ObjectNode;
            import dev.sluice.spi.*;
            import dev.sluice.spi.http.*;
            import java.net.URI;
            import java.time.Instant;
            import java.util.*;

            public class CourierPlugin implements DestinationPlugin {

                public String name() { return "@NAME@"; }

                public String spiVersion() { return @EDITION@; }

                public String description() { return "A courier, version @VERSION@."; }

                public ObjectNode settingsSchema() {
                    try {
                        return new ObjectMapper().readValue(@SCHEMA@, ObjectNode.class);
                    } catch (java.io.IOException impossible) {
                        throw new IllegalStateException(impossible);
                    }
                }

                public Map<String, URI> endpoints() { return Map.of(); }

                public Destination configure(ObjectNode settings) {
                    return new Stop(URI.create(settings.path("endpoint").asText()));
                }

                @MORE@

                record Stop(URI endpoint) implements Destination {

                    public Mapping mapping() {
                        return new Mapping(
                                List.of(MappingRow.required("id", Source.at("/event_id"), Conversion.TEXT)),
                                Set.of("note"), new ValueLimits(1000, 10));
                    }

                    public BatchLimits limits() { return new BatchLimits(100, 1 << 20, 1 << 16); }

                    public Optional<Identity> identify(ObjectNode mapped) { return Optional.of(Identity.NOBODY); }

                    public DeliveryRequest request(List<MappedEvent> batch, Instant sentAt) {
                        byte[] body = new BatchBody("{\\"version\\":\\"@VERSION@\\",\\"events\\":[", "]}").of(batch);
                        return new DeliveryRequest("POST", endpoint, Map.of(), body, OptionalInt.empty());
                    }

                    public Optional<DeliveryRequest> probe(Instant sentAt) { return Optional.empty(); }

                    public Answer read(DeliveryResponse response, List<MappedEvent> batch) {
                        return new StatusAnswer(endpoint, "show the courier in").read(response, new AnswerBody(response, List.of()));
                    }
                }
            }
            """;

    private static final String SCHEMA = "{'type':'object','additionalProperties':false,'required':['endpoint'],"
            + "'examples':[{'endpoint':'http://127.0.0.1:1/'}],"
            + "'properties':{'endpoint':{'type':'string','description':'Where to deliver.'}%s}}";

    private final String version;
    private String name = "courier";
    private String edition = "Spi.VERSION";
    private String more = "";
    private String settings = "";

    private Courier(String version) {
        this.version = version;
    }

    /** @param version goes into each request */
    public static Courier version(String version) {
        return new Courier(version);
    }

    /** Gives the plugin another name than {@code courier}. */
    public Courier named(String other) {
        name = other;
        return this;
    }

    /** Gives it a text that must be set besides. */
    public Courier asking(String setting) {
        settings = ",'" + setting + "':{'type':'string','minLength':1,'description':'Must be set.','default':''}";
        return this;
    }

    /** @param javaExpression what it answers when asked for its edition of the SPI */
    public Courier edition(String javaExpression) {
        edition = javaExpression;
        return this;
    }

    /** Adds members to its class. */
    public Courier with(String members) {
        more = members;
        return this;
    }

    /** The source of its class. */
    public String source() {
        return SOURCE.replace("@NAME@", name)
                .replace("@EDITION@", edition)
                .replace("@VERSION@", version)
                .replace("@SCHEMA@", "\"" + SCHEMA.formatted(settings).replace("'", "\\\"") + "\"")
                .replace("@MORE@", more);
    }

    /** Its jar, to be changed and written. */
    public JarBuilder jar() {
        return JarBuilder.aJar().source(PLUGIN, source()).plugin(PLUGIN);
    }
}
