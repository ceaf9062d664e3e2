package dev.sluice.testkit.clock;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A process that tells the time in every way that can be shifted, a line for each line that it reads. */
final class TimeTeller {

    private static final ZoneId ZONE = ZoneOffset.ofHours(3);

    private TimeTeller() {}

    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        // One that was asked for before the time jumps.
        Clock kept = Clock.systemUTC();
        LongSupplier elsewhere = elsewhere();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            Map<String, Long> told = here();
            told.put("kept", kept.millis());
            told.put("ofAnotherLoader", elsewhere.getAsLong());
            told.put("nanoTime", System.nanoTime());
            System.out.println(told);
        }
    }

    private static Map<String, Long> here() {
        LongSupplier reference = System::currentTimeMillis;
        Supplier<Instant> instants = Instant::now;
        Map<String, Long> told = new LinkedHashMap<>();
        told.put("currentTimeMillis", System.currentTimeMillis());
        told.put("currentTimeMillisByReference", reference.getAsLong());
        told.put("now", Instant.now().toEpochMilli());
        told.put("nowByReference", instants.get().toEpochMilli());
        told.put("systemUTC", Clock.systemUTC().millis());
        told.put("systemUTCInstant", Clock.systemUTC().instant().toEpochMilli());
        told.put("systemDefaultZone", Clock.systemDefaultZone().millis());
        told.put("system", Clock.system(ZONE).withZone(ZoneOffset.UTC).millis());
        told.put("tickMillis", Clock.tickMillis(ZONE).millis());
        told.put("tickSeconds", Clock.tickSeconds(ZONE).millis());
        told.put("tickMinutes", Clock.tickMinutes(ZONE).millis());
        return told;
    }

    /** As a plugin has it: a class of a loader that sees nothing but the JDK beside it. */
    private static LongSupplier elsewhere() throws ReflectiveOperationException {
        URL here = TimeTeller.class.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader loader = new URLClassLoader(new URL[] {here}, ClassLoader.getPlatformClassLoader());
        return (LongSupplier) loader.loadClass(Stranger.class.getName())
                .getDeclaredConstructor()
                .newInstance();
    }

    /** Loaded a second time, by another loader. */
    public static final class Stranger implements LongSupplier {
        @Override
        public long getAsLong() {
            return System.currentTimeMillis();
        }
    }
}
