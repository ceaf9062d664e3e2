package dev.sluice.lane.handover;

import java.util.List;

/**
 * A node says which chunks of an owner it is still at; the owner answers with those that are others' now.
 *
 * @param grants the owner's numbers
 */
public record HandedRenewal(List<Long> grants) {

    public HandedRenewal {
        grants = List.copyOf(grants);
    }
}
