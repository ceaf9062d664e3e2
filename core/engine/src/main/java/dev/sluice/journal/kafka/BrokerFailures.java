package dev.sluice.journal.kafka;

import dev.sluice.journal.JournalUnavailableException;
import dev.sluice.journal.JournalUnusableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;

/** Tells failures of Kafka's clients in the journal's own words. */
final class BrokerFailures {

    /** How the clients begin to say that no broker's name can be looked up, which they take for a wrong setting. */
    private static final String NO_ADDRESS = "No resolvable bootstrap urls";

    private BrokerFailures() {}

    /** What lies under the wrappings of futures. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The failure as callers of the journal are to see it: what may be better soon says that it is. */
    static Throwable told(Throwable failure) {
        Throwable cause = cause(failure);
        boolean soonBetter = cause instanceof RetriableException
                || cause instanceof InterruptException
                || cause instanceof java.util.concurrent.TimeoutException
                || cause instanceof AuthenticationException
                || cause instanceof AuthorizationException;
        return soonBetter ? new JournalUnavailableException("the brokers did not do it: " + words(cause)) : cause;
    }

    /** Whether it stays as it is until a person changes something, so that a start had better fail at once. */
    static boolean needsAPerson(Throwable failure) {
        Throwable cause = cause(failure);
        if (isWithoutAddress(cause)) {
            return false;
        }
        return cause instanceof JournalUnusableException
                || cause instanceof AuthenticationException
                || cause instanceof AuthorizationException
                || cause instanceof ConfigException
                // How a client that can't be made says so, whatever is wrong with its settings.
                || cause.getClass() == KafkaException.class;
    }

    /** Whether another producer has taken the transactional id. */
    static boolean isFenced(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof ProducerFencedException || each instanceof InvalidProducerEpochException) {
                return true;
            }
        }
        return false;
    }

    /** What went wrong, in one line. */
    static String words(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof TimeoutException
                || cause instanceof java.util.concurrent.TimeoutException
                || cause instanceof DisconnectException) {
            return "no broker answers";
        }
        if (cause instanceof FencedInstanceIdException) {
            return "another process has this node's id and, with it, its partitions; give each node its own"
                    + " /cluster/nodeId, or restart this one if the other is gone";
        }
        // A client wraps the reason in several of its own, each less telling than the one inside.
        Throwable inmost = cause;
        while (inmost.getClass() == KafkaException.class && inmost.getCause() instanceof KafkaException inner) {
            inmost = inner;
        }
        String message = inmost.getMessage();
        return message == null || message.isBlank()
                ? cause.getClass().getSimpleName()
                : message.strip().replaceAll("\\s+", " ");
    }

    private static boolean isWithoutAddress(Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (String.valueOf(each.getMessage()).startsWith(NO_ADDRESS)) {
                return true;
            }
        }
        return false;
    }
}
