package dev.sluice.cluster;

import dev.sluice.config.ClusterConfig;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;

/** How nodes reach each other's event bus. */
final class BusOptions {

    private static final int CONNECT_MILLIS = 2_000;

    /** What waits for a node that says nothing is thrown away soon after. */
    private static final long PING_MILLIS = 5_000;

    private BusOptions() {}

    static EventBusOptions of(ClusterConfig cluster) {
        EventBusOptions bus = new EventBusOptions()
                .setHost(cluster.host())
                .setPort(cluster.busPort())
                .setConnectTimeout(CONNECT_MILLIS)
                .setClusterPingInterval(PING_MILLIS)
                .setClusterPingReplyInterval(PING_MILLIS);
        cluster.tls()
                .ifPresent(tls -> bus.setSsl(true)
                        .setClientAuth(ClientAuth.REQUIRED)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertPath(tls.own().certificate().toString())
                                .addKeyPath(tls.own().key().toString()))
                        .setTrustOptions(new PemTrustOptions()
                                .addCertPath(tls.authority().toString())));
        return bus;
    }
}
