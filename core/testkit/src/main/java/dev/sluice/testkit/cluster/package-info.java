/**
 * The cluster campaign: clients post to several real processes of the jar that share their work, while nodes and brokers are killed,
 * frozen, cut off, replaced, added and taken away; after each blow every acknowledged event is looked for. Entered through {@link
 * dev.sluice.testkit.cluster.ClusterCampaign}.
 */
@NullMarked
package dev.sluice.testkit.cluster;

import org.jspecify.annotations.NullMarked;
