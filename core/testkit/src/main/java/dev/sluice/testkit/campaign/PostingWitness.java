package dev.sluice.testkit.campaign;

import java.net.URI;

/** Told of what clients post. For any thread. */
public interface PostingWitness {

    /** A webhook was answered 200. */
    void acknowledged(CampaignWebhook webhook, URI by);

    /** A webhook is posted again, since its last try was not answered 200; it may have been stored all the same. */
    default void again(CampaignWebhook webhook) {}
}
