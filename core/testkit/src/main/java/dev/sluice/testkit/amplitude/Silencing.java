package dev.sluice.testkit.amplitude;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.Reply;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Refuses the events of devices that Amplitude has silenced. Source: its document of the HTTP V2 API. */
final class Silencing {

    private Silencing() {}

    /** The 400 for a request with events of one of these devices. */
    static Optional<Reply> refusal(AmplitudeUpload upload, Set<String> devices, int epsThreshold) {
        Set<String> named = new TreeSet<>();
        ObjectNode body = Replies.body(400, "Events silenced for device_id").put("eps_threshold", epsThreshold);
        ArrayNode places = body.putArray("silenced_events");
        for (int place = 0; place < upload.events().size(); place++) {
            Optional<String> device =
                    Ids.id(upload.events().get(place), "device_id").filter(devices::contains);
            if (device.isPresent()) {
                named.add(device.get());
                places.add(place);
            }
        }
        ArrayNode silenced = body.putArray("silenced_devices");
        named.forEach(silenced::add);
        body.putObject("throttled_devices");
        body.putArray("throttled_events");
        body.putObject("exceeded_daily_quota_devices");
        return named.isEmpty() ? Optional.empty() : Optional.of(Reply.json(400, body.toString()));
    }
}
