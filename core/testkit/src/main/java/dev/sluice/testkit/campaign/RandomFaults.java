package dev.sluice.testkit.campaign;

import dev.sluice.testkit.amplitude.AmplitudeFault;
import dev.sluice.testkit.sandbox.Fault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Faults of every documented kind, drawn from a seed. For one thread at a time. */
public final class RandomFaults implements Supplier<Optional<Fault>> {

    private static final Map<String, Fault> KINDS = kinds();
    private static final List<String> NAMES = List.copyOf(KINDS.keySet());

    private final Random random;
    private final double share;

    /** @param share of the requests that meet a fault */
    public RandomFaults(long seed, double share) {
        random = new Random(seed);
        this.share = share;
    }

    @Override
    public Optional<Fault> get() {
        boolean fails = random.nextDouble() < share;
        Fault drawn = KINDS.get(NAMES.get(random.nextInt(NAMES.size())));
        return fails ? Optional.of(drawn) : Optional.empty();
    }

    private static Map<String, Fault> kinds() {
        Map<String, Fault> kinds = new LinkedHashMap<>();
        kinds.put("500", Fault.json(500, "Internal Server Error"));
        kinds.put(
                "500 after it took the batch in",
                Fault.json(500, "Internal Server Error").afterIngest());
        kinds.put("502 as a page", Fault.html(502));
        kinds.put("503", Fault.json(503, "Service Unavailable"));
        kinds.put(
                "504 as text, after it took the batch in",
                Fault.plain(504, "upstream timed out").afterIngest());
        kinds.put("408", Fault.plain(408, "Request Timeout"));
        kinds.put("200 as a page", Fault.html(200));
        kinds.put("half an answer", Fault.truncatesJson());
        kinds.put("reset before it took the batch in", Fault.closesBeforeIngest());
        kinds.put("reset after it took the batch in", Fault.closesAfterIngest());
        kinds.put("hanging", Fault.hangs());
        kinds.put("slow drip", Fault.drips(Duration.ofMillis(20)));
        kinds.put("429 for users", AmplitudeFault.throttledUsers());
        kinds.put("429 for devices", AmplitudeFault.throttledDevices());
        kinds.put("429 for the daily quota", AmplitudeFault.dailyQuotaExceeded());
        kinds.put("429 for events", AmplitudeFault.throttledEventsOnly());
        kinds.put("429 for nobody", AmplitudeFault.throttledNamingNone());
        kinds.put("400 naming the first event", AmplitudeFault.refusesFirstEvent());
        kinds.put("400 naming two events", AmplitudeFault.refusesEvents(0, 3));
        kinds.put("400 naming none", AmplitudeFault.refusesNamingNone());
        kinds.put("413", Fault.json(413, "Payload too large"));
        kinds.put("wrong key, or one of the other region", AmplitudeFault.invalidApiKey());
        kinds.put("403", Fault.json(403, "Forbidden"));
        return kinds;
    }
}
