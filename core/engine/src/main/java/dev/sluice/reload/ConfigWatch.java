package dev.sluice.reload;

import dev.sluice.config.InvalidConfigException;
import dev.sluice.file.FileStamp;
import dev.sluice.plugin.BrokenJar;
import dev.sluice.plugin.PluginRegistry;
import dev.sluice.relay.FixedKeysException;
import dev.sluice.relay.LaneChange;
import dev.sluice.relay.Relay;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a running node change with its configuration file, the files that it refers to, and the folder of plugin jars. What can't be
 * used is told, and the node goes on as it was.
 *
 * <p>Files are not written at once, so that a change is acted on when it has stayed as it is from one look to the next. For any
 * thread; one look at a time.
 */
public final class ConfigWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigWatch.class);

    /** Soon enough for a person who waits for it, and a look at some files costs next to nothing. */
    private static final long LOOK_MILLIS = 2_000;

    private final Vertx vertx;
    private final ConfigSource source;
    private final Relay relay;
    private Set<Path> referenced;
    private Optional<Path> folder;
    private Map<Path, FileStamp> handled = Map.of();
    private Map<Path, FileStamp> seen = Map.of();
    private final Set<BrokenJar> told;
    private List<String> refusal = List.of();
    private Future<?> last = Future.succeededFuture();
    private volatile boolean stopped;
    private volatile long timer = -1;

    /** @param relay runs what the source had when it was read; broken jars among it are told already */
    public ConfigWatch(Vertx vertx, ConfigSource source, Relay relay) {
        this.vertx = vertx;
        this.source = source;
        this.relay = relay;
        referenced = relay.loaded().files();
        folder = relay.plugins().folder();
        told = new HashSet<>(relay.plugins().broken());
    }

    /** Looks every now and then from now on. */
    public void start() {
        timer = vertx.setTimer(
                LOOK_MILLIS,
                due -> check().onComplete(done -> {
                    if (!stopped) {
                        start();
                    }
                }));
    }

    /** No more looking; completes when the change that is under way is done. */
    public synchronized Future<Void> stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        return last.<Void>mapEmpty().otherwiseEmpty();
    }

    /** Reads everything now, whether it looks changed or not; completes when what can be used of it runs. */
    public Future<Void> reload() {
        return inTurn(() -> {
            refusal = List.of();
            return stamps().compose(this::apply);
        });
    }

    /** One look; completes when what it led to is done. Never fails. */
    Future<Void> check() {
        return inTurn(() -> stamps().compose(now -> {
            boolean still = now.equals(seen);
            seen = now;
            return still && !now.equals(handled) ? apply(now) : Future.succeededFuture();
        }));
    }

    private synchronized Future<Void> inTurn(Supplier<Future<Void>> work) {
        Future<Void> next = last.otherwiseEmpty()
                .compose(idle -> stopped ? Future.<Void>succeededFuture() : work.get())
                .onFailure(failure -> LOG.error("{}: looking for changes failed", source.file(), failure))
                .otherwiseEmpty();
        last = next;
        return next;
    }

    private Future<Map<Path, FileStamp>> stamps() {
        return vertx.executeBlocking(() -> source.stamps(referenced, folder), false);
    }

    /** The stamps are from before the reading: what is written meanwhile is seen at the next look. */
    private Future<Void> apply(Map<Path, FileStamp> now) {
        PluginRegistry before = relay.plugins();
        List<String> warned = relay.loaded().warnings();
        return source.plugins(vertx, before).compose(plugins -> {
            folder = plugins.folder();
            tell(plugins.broken());
            return source.load(vertx, plugins)
                    .compose(next -> {
                        referenced = next.files();
                        return relay.change(next, plugins).map(change -> {
                            handled = now;
                            before.closeAllBut(plugins);
                            tell(change);
                            next.warnings().stream()
                                    .filter(warning -> !warned.contains(warning))
                                    .forEach(warning -> LOG.warn("{}: {}", source.file(), warning));
                            return (Void) null;
                        });
                    })
                    .recover(failure -> {
                        handled = now;
                        plugins.closeAllBut(before);
                        refuse(failure);
                        return Future.succeededFuture();
                    });
        });
    }

    private void tell(LaneChange change) {
        boolean wasRefused = relay.configStatus().refusal().isPresent();
        relay.configStatus().isInUse();
        refusal = List.of();
        if (!change.isEmpty()) {
            LOG.info("{}: changed while running: {}", source.file(), change);
        } else if (wasRefused) {
            LOG.info("{}: what is on disk is what runs again", source.file());
        }
    }

    private void tell(List<BrokenJar> broken) {
        told.retainAll(broken);
        broken.stream().filter(told::add).forEach(ConfigWatch::tell);
    }

    /** One line for a jar that can't be used. */
    public static void tell(BrokenJar broken) {
        LOG.error("The plugin jar {} is not used: {}", broken.jar(), broken.reason());
    }

    private void refuse(Throwable failure) {
        List<String> lines;
        if (failure instanceof InvalidConfigException invalid) {
            referenced = invalid.files();
            lines = invalid.lines();
            relay.configStatus()
                    .isRefused(
                            "the configuration on disk can't be used, so that the one from before goes on; see the log,"
                                    + " or run check");
        } else if (failure instanceof FixedKeysException fixed) {
            lines = List.of(source.file() + ": " + fixed.getMessage());
            relay.configStatus().isRefused(fixed.getMessage());
        } else {
            LOG.debug("Changing failed", failure);
            lines = List.of(source.file() + ": " + failure);
            relay.configStatus().isRefused("the configuration on disk could not be applied; see the log");
        }
        // Read again for another reason, it is refused for the same ones.
        if (!lines.equals(refusal)) {
            lines.forEach(line -> LOG.error("Not applied, the relay goes on as it is: {}", line));
        }
        refusal = lines;
    }
}
