package dev.sluice.testkit.contract;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Whether a plugin keeps state, or does by itself what is the engine's to do. */
final class StateChecks {

    /** What does input and output, starts threads or writes logs; by the beginning of the name. */
    private static final List<String> NOT_FOR_PLUGINS = List.of(
            "java/net/http/",
            "java/net/Socket",
            "java/net/ServerSocket",
            "java/net/DatagramSocket",
            "java/net/URLConnection",
            "java/net/HttpURLConnection",
            "java/nio/channels/",
            "java/nio/file/Files",
            "java/io/File",
            "java/io/RandomAccessFile",
            "java/io/PrintStream",
            "java/lang/Process",
            "java/lang/Thread",
            "java/util/Timer",
            "java/util/concurrent/Executor",
            "java/util/concurrent/ForkJoin",
            "java/util/concurrent/CompletableFuture",
            "java/util/concurrent/ScheduledExecutor",
            "java/util/logging/",
            "org/slf4j/",
            "io/vertx/");

    private static final List<String> UNCHANGING =
            List.of("java.util.ImmutableCollections", "java.util.Collections$", "java.util.Arrays$");

    private final Candidate candidate;
    private final PluginClasses classes;

    StateChecks(Candidate candidate) {
        this.candidate = candidate;
        classes = new PluginClasses(candidate.plugin());
    }

    void fields() {
        for (Class<?> type : classes.all()) {
            for (Field field : type.getDeclaredFields()) {
                boolean compilers = field.isSynthetic() || field.getName().contains("$");
                Expect.that(
                        compilers || Modifier.isFinal(field.getModifiers()),
                        "the field " + name(field) + " is not final",
                        "make it final: a plugin holds no state, and its destinations are called by several threads");
                if (!compilers && Modifier.isStatic(field.getModifiers())) {
                    requireUnchanging(field, HeldObjects.value(field, type));
                }
            }
        }
        for (Object held : HeldObjects.of(candidate, candidate.destination())) {
            for (Field field : HeldObjects.fields(held.getClass())) {
                requireUnchanging(field, HeldObjects.value(field, held));
            }
        }
    }

    void leavesTheEnginesWork() {
        for (Class<?> type : classes.all()) {
            for (String used : ClassReferences.in(classes.bytes(type))) {
                Expect.that(
                        NOT_FOR_PLUGINS.stream().noneMatch(used::startsWith),
                        "the class " + type.getName() + " uses " + used.replace('/', '.'),
                        "leave connections, files, threads and logs to the engine: answer what is asked and no more");
            }
        }
    }

    /** A thread group of its own shows what threads are begun, and none of what else runs in this JVM. */
    void startsNoThread() {
        ThreadGroup group = new ThreadGroup("contract");
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        AtomicReference<String> begun = new AtomicReference<>("");
        Thread caller = new Thread(group, () -> begun.set(others(group)), "caller");
        caller.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        caller.start();
        try {
            caller.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while looking for threads", stopped);
        }
        if (failure.get() != null) {
            throw new AssertionError("using the plugin in another thread failed", failure.get());
        }
        Expect.that(
                begun.get().isEmpty(),
                "the plugin started the thread " + begun.get(),
                "start none: the engine calls a plugin whenever there is something to do");
    }

    private String others(ThreadGroup group) {
        Fingerprint.of(candidate.destination(), candidate.events());
        Thread[] running = new Thread[16];
        int count = group.enumerate(running);
        for (int i = 0; i < count; i++) {
            if (running[i] != Thread.currentThread()) {
                return running[i].getName();
            }
        }
        return "";
    }

    private static void requireUnchanging(Field field, @Nullable Object value) {
        if (value == null) {
            return;
        }
        String type = value.getClass().getName();
        boolean counter = type.startsWith("java.util.concurrent.atomic.") || value instanceof ThreadLocal;
        boolean changing = (value instanceof Collection || value instanceof Map)
                && type.startsWith("java.util.")
                && UNCHANGING.stream().noneMatch(type::startsWith);
        Expect.that(
                !counter && !changing,
                "the field " + name(field) + " holds something that can change, " + type,
                "hold nothing between calls; where it is a constant, wrap it with List.copyOf, Map.copyOf or"
                        + " Collections.unmodifiableMap");
    }

    private static String name(Field field) {
        return field.getDeclaringClass().getSimpleName() + "." + field.getName();
    }
}
