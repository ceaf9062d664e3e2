package dev.sluice.testkit.campaign;

import java.util.List;

/**
 * One request of a client: a webhook, or several in an array.
 *
 * @param events what it holds
 * @param body the bytes to post
 */
public record CampaignWebhook(List<Posted> events, byte[] body) {

    public CampaignWebhook {
        events = List.copyOf(events);
    }

    /** An event by its id, and what is to become of it. */
    public record Posted(String id, Fate fate) {}

    /** What an event is made for. */
    public enum Fate {
        /** To be delivered, or refused by a fault. */
        ORDINARY,
        /** Of nobody: filtered for having no identity. */
        OF_NOBODY,
        /** Refused by the destination each time, by name. */
        POISONED,
        /** No JSON: quarantined at ingest. */
        BROKEN
    }
}
