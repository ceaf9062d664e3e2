package dev.sluice.spi.customerio;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.spi.Conversion;
import dev.sluice.spi.Source;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Whom an event is about, and by which device. */
public final class PersonSources {

    private final Recipient recipient;

    /**
     * The sources for one destination.
     *
     * @param isUsableId whether the destination takes a device's id, which may be a missing node
     */
    public PersonSources(Predicate<JsonNode> isUsableId) {
        recipient = new Recipient(isUsableId);
    }

    /**
     * The person's id. The id 0 becomes the e-mail address of that profile, as in Customer.io's own integrations; the deprecated
     * {@code customer_id} counts only where there are no identifiers.
     *
     * @return a source of the id as sent: a text as a rule
     */
    public Source id() {
        return Source.computed(
                "data.identifiers.id (0 becomes data.identifiers.email), data.customer_id only where identifiers is absent",
                event -> {
                    JsonNode identifiers = event.at("/data/identifiers");
                    if (identifiers.isMissingNode() || identifiers.isNull()) {
                        return present(event.at("/data/customer_id"));
                    }
                    JsonNode id = identifiers.path("id");
                    return present(id.asText().strip().equals("0") ? identifiers.path("email") : id);
                });
    }

    /** {@return the id of the device that a push went to, else of the device that the event names} */
    public Source deviceId() {
        return Source.computed(
                        "data.recipients.device_id (the first that is usable)",
                        event -> present(
                                recipient.of(event.at("/data/recipients")).path("device_id")))
                .orElse(Source.at("/data/device_id"));
    }

    /** {@return the platform of the device that {@link #deviceId} names} */
    public Source platform() {
        return Source.computed("platform or device_platform of the same recipient", event -> {
                    JsonNode device = recipient.of(event.at("/data/recipients"));
                    JsonNode platform = named(device.path("platform"));
                    return platform != null ? platform : named(device.path("device_platform"));
                })
                .orElse(Source.at("/data/device_platform"));
    }

    /** {@return a conversion that leaves recipients out that hold one device's id and platform and no more} */
    public Conversion moreThanOneDevice() {
        return new Conversion(
                "only where it says more than device_id and platform do",
                recipients -> recipient.saysMore(recipients) ? recipients : null);
    }

    private static @Nullable JsonNode named(JsonNode platform) {
        return platform.asText().isBlank() ? null : present(platform);
    }

    private static @Nullable JsonNode present(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? null : value;
    }
}
