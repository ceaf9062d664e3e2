package dev.sluice.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Destination;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Where a destination says that requests go. */
final class EndpointChecks {

    private static final String REGION = "region";

    private final Candidate candidate;

    EndpointChecks(Candidate candidate) {
        this.candidate = candidate;
    }

    void addresses() {
        Map<String, URI> endpoints = candidate.plugin().endpoints();
        Expect.that(
                endpoints != null, "endpoints() returned null", "return Map.of() where a setting names the address");
        endpoints.forEach((region, uri) -> {
            Expect.that(
                    !region.isBlank(), "a region of endpoints() has no name", "use the name that the settings give it");
            requireAddress("the endpoint of the region " + region, uri);
        });
        Destination destination = candidate.destination();
        requireAddress("endpoint()", destination.endpoint());
        URI sentTo = destination
                .request(candidate.batch(destination, 1), RequestChecks.NOW)
                .uri();
        Expect.that(
                destination.endpoint().getRawAuthority().equals(sentTo.getRawAuthority()),
                "endpoint() is " + destination.endpoint() + ", but requests go to " + sentTo.getRawAuthority(),
                "show operators the server that requests go to");
    }

    void regions() {
        JsonNode names = candidate.plugin().settingsSchema().at("/properties/" + REGION + "/enum");
        Set<String> settable = new HashSet<>();
        names.forEach(name -> settable.add(name.asText()));
        if (settable.isEmpty()) {
            return;
        }
        candidate.plugin().endpoints().forEach((region, uri) -> {
            Expect.that(
                    settable.contains(region),
                    "endpoints() has the region " + region + ", which the setting " + REGION + " does not have",
                    "use the same names in both: " + settable);
            ObjectNode settings = candidate.example().put(REGION, region);
            settings.remove("endpoint");
            URI endpoint = candidate.configure(settings).endpoint();
            Expect.that(
                    endpoint.equals(uri),
                    "with region " + region + " the endpoint is " + endpoint + ", but endpoints() says " + uri,
                    "take both from one place");
        });
    }

    static void requireAddress(String what, URI uri) {
        Expect.that(
                uri != null
                        && uri.isAbsolute()
                        && uri.getScheme().matches("https?")
                        && uri.getRawAuthority() != null
                        && uri.getRawFragment() == null
                        && uri.getRawUserInfo() == null,
                what + " is " + uri,
                "give an absolute http or https address without user and fragment; Settings.address reads one");
    }
}
