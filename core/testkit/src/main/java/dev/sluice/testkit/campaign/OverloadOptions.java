package dev.sluice.testkit.campaign;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What an overload campaign does.
 *
 * @param jar the fat jar under test
 * @param folder an empty folder for configuration and journal, with room for all that is posted
 * @param length of the time for which the destination takes nothing and senders post without pause
 * @param senders that post at the same time, a connection each
 * @param eventBytes of padding in each event
 */
public record OverloadOptions(Path jar, Path folder, Duration length, int senders, int eventBytes) {

    public OverloadOptions {
        if (length.compareTo(Duration.ofSeconds(1)) < 0 || senders < 1 || eventBytes < 0) {
            throw new IllegalArgumentException("an overload of " + length + " by " + senders
                    + " senders with events of " + eventBytes + " bytes makes no sense");
        }
    }
}
