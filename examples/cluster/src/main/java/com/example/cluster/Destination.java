package com.example.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where events go: to Amplitude where there is a key, or else to a sandbox of it. */
record Destination(Place place, boolean isSandbox) {

    static final int SANDBOX_PORT = 8090;

    static Destination of(Place place, Map<String, String> environment) {
        return new Destination(
                place, environment.getOrDefault("AMPLITUDE_API_KEY", "").isEmpty());
    }

    /** What the nodes run with. */
    Path config() {
        return isSandbox ? place.sandboxConfig() : place.amplitudeConfig();
    }

    /** Java compiles it as it starts, with Sluice's jar, where the sandbox is. */
    Child startSandbox() throws IOException {
        return Child.java(
                "sandbox",
                place.run(),
                Map.of(),
                List.of("-cp", place.jar().toString(), place.sandbox().toString(), Integer.toString(SANDBOX_PORT)));
    }

    String words() {
        return isSandbox
                ? "a sandbox of Amplitude, which says each in sandbox.log"
                : "the Amplitude project of AMPLITUDE_API_KEY";
    }
}
