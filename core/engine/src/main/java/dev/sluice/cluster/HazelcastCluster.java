package dev.sluice.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import dev.sluice.config.ClusterConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Nodes that find each other by Hazelcast. */
public final class HazelcastCluster implements Cluster {

    private static final Logger LOG = LoggerFactory.getLogger(HazelcastCluster.class);

    private static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);

    /** Longer than it takes until a node that says nothing is given up. */
    private static final Duration ID_PATIENCE = Duration.ofSeconds(15);

    private static final long ID_LOOK_MILLIS = 500;

    private final Vertx vertx;
    private final HazelcastInstance hazelcast;
    private final Member self;

    private HazelcastCluster(Vertx vertx, HazelcastInstance hazelcast, Member self) {
        this.vertx = vertx;
        this.hazelcast = hazelcast;
        this.self = self;
    }

    /**
     * Joins the others, or begins alone where none is reached; then the others join later. Blocks while files are read.
     *
     * @param version of this node's jar
     * @return fails where the port is taken, the host is no address of this machine, a certificate can't be used, or another node
     *     has the same id
     */
    public static Future<Cluster> join(VertxOptions options, ClusterConfig config, String version) {
        Member self = new Member(config.nodeId(), config.roles(), version);
        HazelcastClusterManager manager;
        try {
            manager = new HazelcastClusterManager(HazelcastSettings.of(config, self));
            options.setEventBusOptions(BusOptions.of(config));
        } catch (UnknownHostException unknown) {
            return Future.failedFuture(new IllegalStateException(
                    "/cluster/host: " + config.host() + " is no address; write one that this machine has", unknown));
        } catch (IllegalStateException unusable) {
            return Future.failedFuture(unusable);
        }
        return Vertx.builder()
                .with(options)
                .withClusterManager(manager)
                .buildClustered()
                .recover(failure -> Future.failedFuture(new IllegalStateException(
                        "the cluster can't be joined at " + config.host() + ":" + config.port() + ": "
                                + failure.getMessage() + "; see /cluster/host, /cluster/port and what else uses them",
                        failure)))
                .compose(vertx -> {
                    HazelcastCluster cluster = new HazelcastCluster(vertx, manager.getHazelcastInstance(), self);
                    config.token().ifPresent(token -> new BusToken(token).guard(vertx));
                    return cluster.checkId(System.nanoTime() + ID_PATIENCE.toNanos())
                            .recover(failure -> vertx.close().transform(closed -> Future.failedFuture(failure)))
                            .map(checked -> cluster.watch());
                });
    }

    @Override
    public Vertx vertx() {
        return vertx;
    }

    @Override
    public Member self() {
        return self;
    }

    @Override
    public List<Member> members() {
        return hazelcast.getCluster().getMembers().stream()
                .map(MemberAttributes::read)
                .sorted(Comparator.comparing(Member::id))
                .toList();
    }

    @Override
    public boolean isClustered() {
        return true;
    }

    /** One of the same id that has just died may still be among the members; it is gone when it is given up. */
    private Future<Void> checkId(long deadline) {
        long same =
                members().stream().filter(each -> each.id().equals(self.id())).count();
        if (same == 1) {
            return Future.succeededFuture();
        }
        if (System.nanoTime() < deadline) {
            return vertx.timer(ID_LOOK_MILLIS, TimeUnit.MILLISECONDS).compose(again -> checkId(deadline));
        }
        return Future.failedFuture(new IllegalStateException("/cluster/nodeId: another node of the cluster is named \""
                + self.id() + "\" as well; give each its own"));
    }

    private Cluster watch() {
        hazelcast.getCluster().addMembershipListener(new MembershipListener() {
            @Override
            public void memberAdded(MembershipEvent event) {
                tell(CAME, "Node {} has joined", event);
            }

            @Override
            public void memberRemoved(MembershipEvent event) {
                tell(LEFT, "Node {} has left, or is given up", event);
                tellIfEnded(event.getMember());
            }
        });
        LOG.info(
                "Node {} works with {}",
                self.id(),
                members().stream().map(Member::id).toList());
        return this;
    }

    private void tellIfEnded(com.hazelcast.cluster.Member member) {
        InetSocketAddress where = member.getSocketAddress();
        vertx.executeBlocking(() -> ClosedPort.isAt(where), false).onSuccess(closed -> {
            if (closed) {
                vertx.eventBus().publish(ENDED, MemberAttributes.read(member).id(), LOCAL);
            }
        });
    }

    private void tell(String address, String words, MembershipEvent event) {
        String id = MemberAttributes.read(event.getMember()).id();
        LOG.info(
                words + "; the cluster is now {}",
                id,
                members().stream().map(Member::id).toList());
        vertx.eventBus().publish(address, id, LOCAL);
    }
}
