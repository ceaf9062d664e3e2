package dev.sluice.cluster;

import dev.sluice.config.ClusterConfig;
import dev.sluice.tls.ServerCertificate;
import dev.sluice.tls.TrustedCertificates;
import dev.sluice.tls.UnusableCertificateException;
import io.vertx.core.eventbus.EventBusOptions;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How nodes reach each other's event bus. */
final class BusOptions {

    private static final Logger LOG = LoggerFactory.getLogger(BusOptions.class);

    private static final String PLACE = "/cluster/tls";

    private static final int CONNECT_MILLIS = 2_000;

    /** What waits for a node that says nothing is thrown away soon after. */
    private static final long PING_MILLIS = 5_000;

    private BusOptions() {}

    /**
     * Blocks while certificates are read.
     *
     * @throws IllegalStateException with a sentence where they can't be used
     */
    static EventBusOptions of(ClusterConfig cluster) {
        EventBusOptions bus = new EventBusOptions()
                .setHost(cluster.host())
                .setPort(cluster.busPort())
                .setConnectTimeout(CONNECT_MILLIS)
                .setClusterPingInterval(PING_MILLIS)
                .setClusterPingReplyInterval(PING_MILLIS);
        cluster.tls().ifPresent(tls -> secure(bus, tls));
        return bus;
    }

    private static void secure(EventBusOptions bus, ClusterConfig.Tls tls) {
        try {
            ServerCertificate own = tls.own().read();
            own.doubt(Instant.now()).ifPresent(doubt -> LOG.warn("cluster: {}", doubt));
            own.secure(bus);
        } catch (UnusableCertificateException unusable) {
            throw new IllegalStateException(unusable.sentence(PLACE, tls.own()), unusable);
        }
        try {
            TrustedCertificates.read(tls.authority()).require(bus);
        } catch (UnusableCertificateException unusable) {
            throw new IllegalStateException(unusable.sentence(PLACE + "/authority", tls.authority()), unusable);
        }
    }
}
