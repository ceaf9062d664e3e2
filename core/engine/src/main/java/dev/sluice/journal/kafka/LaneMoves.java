package dev.sluice.journal.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets partitions of a lane go to other nodes. Told by the consumer while it polls, on the lane's thread. */
final class LaneMoves implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(LaneMoves.class);

    /** A partition that moves waits so long for what was given out of it, so that the next node does not send it again. */
    private static final Duration LAST_SETTLEMENTS = Duration.ofSeconds(2);

    private static final Duration LAST_COMMIT = Duration.ofSeconds(2);

    private final String destination;
    private final Consumer<byte[], byte[]> member;
    private final LaneLog log;
    private final LaneCommits commits;
    private final Runnable work;
    private final BooleanSupplier ending;
    private final Runnable moved;

    /**
     * A listener.
     *
     * @param work does what the lane asks for next, or waits a moment for it
     * @param ending whether nobody asks any more
     * @param moved told when the lane has other partitions than before
     */
    LaneMoves(
            String destination,
            Consumer<byte[], byte[]> member,
            LaneLog log,
            LaneCommits commits,
            Runnable work,
            BooleanSupplier ending,
            Runnable moved) {
        this.destination = destination;
        this.member = member;
        this.log = log;
        this.commits = commits;
        this.work = work;
        this.ending = ending;
        this.moved = moved;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> came) {
        LOG.debug("{}: partitions {} came", destination, came);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> going) {
        LOG.debug("{}: partitions {} go", destination, going);
        List<LanePartition> leaving = log.of(going);
        leaving.forEach(LanePartition::leave);
        try {
            settleLast(leaving);
        } catch (KafkaException failure) {
            LOG.warn(
                    "{}: the last cursors of partitions that move could not be stored, so that some events may go out"
                            + " twice: {}",
                    destination,
                    BrokerFailures.words(failure));
        }
        log.remove(leaving);
        moved.run();
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        LOG.warn("{}: partitions {} were given to others, since this node was not heard of", destination, lost);
        log.remove(log.of(lost));
        moved.run();
    }

    /** A lane takes its next step when the last one is committed, so that each is committed as it comes. */
    private void settleLast(List<LanePartition> leaving) {
        long deadline = System.nanoTime() + LAST_SETTLEMENTS.toNanos();
        commits.commitNow(member, LAST_COMMIT);
        while (!ending.getAsBoolean() && isOutstanding(leaving)) {
            if (System.nanoTime() > deadline) {
                LOG.warn(
                        "{}: partitions move although not all that was read of them is delivered, so that some events may"
                                + " go out twice",
                        destination);
                return;
            }
            work.run();
            commits.commitNow(member, LAST_COMMIT);
        }
    }

    private static boolean isOutstanding(List<LanePartition> leaving) {
        return leaving.stream().anyMatch(LanePartition::isOutstanding);
    }
}
