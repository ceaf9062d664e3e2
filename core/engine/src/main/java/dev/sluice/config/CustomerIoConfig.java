package dev.sluice.config;

import java.time.Duration;
import java.util.List;

/**
 * The webhooks of Customer.io.
 *
 * @param path where they are posted
 * @param signingKeys keys whose signature is accepted; several while one is rotated, none where signatures are not checked
 * @param timestampTolerance how far the signed timestamp may be from now. Longer than the seven days for which Customer.io
 *     retries, since a retry may carry the timestamp of the first try
 */
public record CustomerIoConfig(String path, List<Secret> signingKeys, Duration timestampTolerance) {

    /** Eight days. */
    public static final Duration DEFAULT_TIMESTAMP_TOLERANCE = Duration.ofDays(8);

    public CustomerIoConfig {
        signingKeys = List.copyOf(signingKeys);
    }
}
