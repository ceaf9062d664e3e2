package dev.sluice.testkit.campaign;

import java.nio.file.Path;

/**
 * What a campaign does.
 *
 * @param jar the fat jar under test
 * @param folder an empty folder for configuration and journal; kept, so that a failed run can be looked into
 * @param seed of all that is left to chance; the same seed draws the same faults, moments and webhooks
 * @param kills how often the process is killed
 * @param stops how often it is told to end by SIGTERM while clients post
 * @param jumps how often its clock is set, forward or back, while it runs
 * @param clients that post at the same time
 * @param faultShare how many of the destination's answers are faults, from 0 to 1
 */
public record CampaignOptions(
        Path jar, Path folder, long seed, int kills, int stops, int jumps, int clients, double faultShare) {

    /** Five kills, two stops and eight jumps of the clock with eight clients; four answers of ten are faults. */
    public static CampaignOptions of(Path jar, Path folder, long seed) {
        return new CampaignOptions(jar, folder, seed, 5, 2, 8, 8, 0.4);
    }

    public CampaignOptions {
        if (kills < 0 || stops < 0 || jumps < 0 || clients < 1 || faultShare < 0 || faultShare > 1) {
            throw new IllegalArgumentException("a campaign of " + kills + " kills, " + stops + " stops, " + jumps
                    + " jumps, " + clients + " clients and a share of " + faultShare + " faults makes no sense");
        }
    }

    /** The same with so many kills. */
    public CampaignOptions killing(int times) {
        return new CampaignOptions(jar, folder, seed, times, stops, jumps, clients, faultShare);
    }

    /** The same with so many stops by SIGTERM. */
    public CampaignOptions stopping(int times) {
        return new CampaignOptions(jar, folder, seed, kills, times, jumps, clients, faultShare);
    }

    /** The same with so many jumps of the clock. */
    public CampaignOptions jumping(int times) {
        return new CampaignOptions(jar, folder, seed, kills, stops, times, clients, faultShare);
    }

    /** The same with this share of faults. */
    public CampaignOptions failing(double share) {
        return new CampaignOptions(jar, folder, seed, kills, stops, jumps, clients, share);
    }
}
