package dev.sluice.journal.kafka;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a node that has ended out of the destinations' groups, before the brokers miss it. Does not block. */
final class LostMembers {

    private static final Logger LOG = LoggerFactory.getLogger(LostMembers.class);

    private final Topics topics;

    LostMembers(Topics topics) {
        this.topics = topics;
    }

    /**
     * Of several nodes that do so one succeeds, and says so in its log.
     *
     * @param destinations that the node may have read for
     * @return never fails: where it can't be done, the brokers do it when the node's session is over
     */
    Future<Void> remove(Admin admin, Collection<String> destinations, String nodeId) {
        return Future.join(destinations.stream()
                        .map(destination -> remove(admin, destination, nodeId))
                        .toList())
                .otherwiseEmpty()
                .mapEmpty();
    }

    private Future<Void> remove(Admin admin, String destination, String nodeId) {
        MemberToRemove member = new MemberToRemove(Clients.instance(nodeId));
        RemoveMembersFromConsumerGroupOptions options = new RemoveMembersFromConsumerGroupOptions(Set.of(member));
        options.reason("other nodes see that it has ended");
        KafkaFuture<Void> asked = admin.removeMembersFromConsumerGroup(topics.group(destination), options)
                .memberResult(member);
        Promise<Void> removed = Promise.promise();
        asked.whenComplete((done, failure) -> {
            if (failure == null) {
                LOG.info("{}: node {} has ended, and others read its partitions from now on", destination, nodeId);
            } else if (!isGoneAlready(failure)) {
                LOG.warn(
                        "{}: node {} has ended, and its partitions move only when the brokers miss it: {}",
                        destination,
                        nodeId,
                        BrokerFailures.words(failure));
            }
            removed.complete();
        });
        return removed.future();
    }

    /** It left by itself, or another node was quicker. */
    private static boolean isGoneAlready(Throwable failure) {
        Throwable cause = BrokerFailures.cause(failure);
        return cause instanceof UnknownMemberIdException || cause instanceof GroupIdNotFoundException;
    }
}
