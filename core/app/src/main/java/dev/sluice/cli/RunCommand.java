package dev.sluice.cli;

import dev.sluice.config.ClusterConfig.Role;
import dev.sluice.config.LoadedConfig;
import dev.sluice.config.SluiceConfig;
import dev.sluice.plugin.PluginRegistry;
import dev.sluice.reload.ConfigWatch;
import dev.sluice.tls.CertificateFiles;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run}: the relay until SIGTERM. */
@Command(
        name = "run",
        description = "Runs the relay until SIGTERM, then delivers what it has read and exits.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--takeover",
            description =
                    "Start beside a relay that runs on the same journal and ports: it is asked to end, and no webhook is"
                            + " refused meanwhile.")
    private boolean takeover;

    @Override
    public Integer call() throws Exception {
        EndSignals signals = EndSignals.listen();
        PluginRegistry plugins = config.plugins();
        LoadedConfig loaded = config.load(plugins);
        plugins.broken().forEach(ConfigWatch::tell);
        loaded.warnings().forEach(warning -> LOG.warn("{}: {}", config.file(), warning));
        try (Node node = Node.start(loaded, plugins, takeover ? Node.Start.TAKEOVER : Node.Start.FRESH)) {
            tell(node, loaded.config());
            node.watch(config.source());
            listenForHangups(node);
            signals.await();
        }
        return 0;
    }

    /** What a terminal that goes away sends, and by custom, whoever wants a configuration to be read again. */
    private static void listenForHangups(Node node) {
        try {
            new ProcessSignal("HUP").onEach(node::reload);
        } catch (UnsupportedOperationException unheard) {
            LOG.debug("SIGHUP does not ask for a reload here; changes are looked for every now and then", unheard);
        }
    }

    private static void tell(Node node, SluiceConfig config) {
        LOG.info(
                "{}; health and metrics at {}://{}:{}",
                config.roles().contains(Role.INGEST)
                        ? "Receiving webhooks at " + ingest(config, node.ingestPort())
                        : "Receiving no webhooks here, since /cluster/roles has no ingest",
                scheme(config.management().tls()),
                config.management().host(),
                node.managementPort());
        if (config.roles().contains(Role.LANES)) {
            config.destinations().forEach(destination -> LOG.info("Delivering to {}", destination));
        } else {
            LOG.info("Delivering nothing from here, since /cluster/roles has no lanes; nodes that have it do");
        }
    }

    private static String ingest(SluiceConfig config, int port) {
        return scheme(config.ingest().tls()) + "://" + config.ingest().host() + ":" + port
                + config.ingest().customerio().path();
    }

    private static String scheme(Optional<CertificateFiles> tls) {
        return tls.isPresent() ? "https" : "http";
    }
}
