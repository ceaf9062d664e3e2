package dev.sluice.journal.kafka;

import java.util.function.Supplier;
import org.apache.kafka.common.errors.WakeupException;

/** A consumer that waits for records is woken when there is a task; what else it does then is done again. */
final class Woken {

    private Woken() {}

    /** The answer of a call, however often the consumer is woken meanwhile. */
    static <T> T despite(Supplier<T> call) {
        while (true) {
            try {
                return call.get();
            } catch (WakeupException again) {
                // Whoever woke it has left a task, which comes next.
                continue;
            }
        }
    }

    /** The same for a call without an answer. */
    static void despite(Runnable call) {
        despite(() -> {
            call.run();
            return true;
        });
    }
}
