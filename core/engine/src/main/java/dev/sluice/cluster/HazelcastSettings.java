package dev.sluice.cluster;

import com.google.common.hash.Hashing;
import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import dev.sluice.config.ClusterConfig;
import dev.sluice.config.Secret;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/** What Hazelcast is told: who finds whom, and how soon a node that says nothing is given up. It holds membership, never an event. */
final class HazelcastSettings {

    /** The two maps of the event bus: who listens to what, and where each node is reached. */
    private static final String[] BUS_MAPS = {"__vertx.nodeInfo", "__vertx.haInfo"};

    private static final String BUS_SUBSCRIPTIONS = "__vertx.subs";

    private HazelcastSettings() {}

    /** @throws UnknownHostException where the node's own host is no address */
    static Config of(ClusterConfig cluster, Member self) throws UnknownHostException {
        Config config = new Config();
        config.setClusterName(name(cluster));
        config.setInstanceName(self.id());
        MemberAttributes.write(config.getMemberAttributeConfig(), self);
        network(config.getAdvancedNetworkConfig(), cluster);
        config.getJetConfig().setEnabled(false);
        config.getMetricsConfig().setEnabled(false);
        for (String map : BUS_MAPS) {
            config.addMapConfig(new MapConfig(map).setBackupCount(1));
        }
        config.addMultiMapConfig(new MultiMapConfig(BUS_SUBSCRIPTIONS)
                .setBackupCount(1)
                .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
        timing(config);
        return config;
    }

    /**
     * A port for nodes alone, where clients, REST and memcached are not answered. It is more than tidy: at a port for all of them an I/O
     * thread spins for as long as a frozen node does not greet back, and then keeps the others from hearing each other
     * (https://github.com/hazelcast/hazelcast/issues/26473).
     */
    private static void network(AdvancedNetworkConfig network, ClusterConfig cluster) throws UnknownHostException {
        String address = InetAddress.getByName(cluster.host()).getHostAddress();
        ServerSocketEndpointConfig port = new ServerSocketEndpointConfig();
        port.setPort(cluster.port()).setPortAutoIncrement(false).setReuseAddress(true);
        port.setPublicAddress(address + ":" + cluster.port());
        port.getInterfaces().setEnabled(true).addInterface(address);
        network.setEnabled(true).setMemberEndpointConfig(port);
        JoinConfig join = network.getJoin();
        join.getMulticastConfig().setEnabled(false);
        join.getAutoDetectionConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setMembers(cluster.members()).setConnectionTimeoutSeconds(2);
    }

    /** A node is given up after ten seconds of silence, and two halves find each other soon after a split has healed. */
    private static void timing(Config config) {
        config.setProperty("hazelcast.heartbeat.interval.seconds", "1")
                .setProperty("hazelcast.max.no.heartbeat.seconds", "10")
                .setProperty("hazelcast.merge.first.run.delay.seconds", "10")
                .setProperty("hazelcast.merge.next.run.delay.seconds", "5")
                .setProperty("hazelcast.wait.seconds.before.join", "0")
                .setProperty("hazelcast.max.wait.seconds.before.join", "2")
                .setProperty("hazelcast.operation.call.timeout.millis", "5000")
                .setProperty("hazelcast.graceful.shutdown.max.wait", "5")
                .setProperty("hazelcast.socket.bind.any", "false")
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.logging.type", "slf4j")
                .setProperty("hazelcast.partition.count", "31")
                .setProperty("hazelcast.operation.thread.count", "2")
                .setProperty("hazelcast.operation.generic.thread.count", "2")
                .setProperty("hazelcast.event.thread.count", "1")
                .setProperty("hazelcast.io.thread.count", "1");
    }

    /** Nodes of another token are of another cluster: they do not even greet each other. The token itself is not told. */
    private static String name(ClusterConfig cluster) {
        return cluster.token()
                .map(Secret::reveal)
                .map(token -> cluster.name() + "-"
                        + Hashing.hmacSha256(token.getBytes(StandardCharsets.UTF_8))
                                .hashString("the cluster " + cluster.name(), StandardCharsets.UTF_8))
                .orElse(cluster.name());
    }
}
