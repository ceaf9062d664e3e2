package dev.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whichever call of the journal fails, what was answered 200 is delivered. */
class FaultyJournalTest {

    private static final int WEBHOOKS = 6;

    /** Most of a life is the wait for the next try of what failed. */
    private static final int AT_ONCE = 6;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(FaultyJournal.Failing.class)
    void whicheverCallFailsNothingIsLost(FaultyJournal.Failing how) throws Exception {
        ExecutorService lives = Executors.newFixedThreadPool(AT_ONCE);
        try {
            int call = 1;
            int made = 1;
            while (call <= made) {
                List<Future<Integer>> running = new ArrayList<>();
                for (int end = Math.min(made, call + AT_ONCE - 1); call <= end; call++) {
                    int failing = call;
                    running.add(lives.submit(() -> run(failing, how)));
                }
                for (Future<Integer> life : running) {
                    made = Math.max(made, life.get());
                }
            }
            assertThat(made).as("calls that were made to fail in turn").isGreaterThan(WEBHOOKS);
        } finally {
            lives.shutdownNow();
        }
    }

    /** One relay's life with one failing call; answers how many calls were made. */
    private int run(int call, FaultyJournal.Failing how) {
        FaultyJournal[] faulty = new FaultyJournal[1];
        try (RunningRelay relay = new RunningRelay(folder.resolve(how + "-" + call))) {
            relay.onJournal(journal -> faulty[0] = new FaultyJournal(journal, call, how));
            relay.start("");
            List<ObjectNode> webhooks = RunningRelay.webhooks(WEBHOOKS);
            for (ObjectNode webhook : webhooks) {
                while (relay.post(webhook.toString()).status() != 200) {
                    // As the sender does: again, until it is taken.
                }
            }
            relay.awaitSettled("amplitude");

            assertThat(relay.arrived()).isEqualTo(RunningRelay.ids(webhooks));
            assertThat(relay.sandbox.duplicates().size())
                    .as("second copies only of what was posted twice")
                    .isLessThanOrEqualTo(how == FaultyJournal.Failing.AFTER ? 1 : 0);
        }
        return faulty[0].calls();
    }
}
