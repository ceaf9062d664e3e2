/**
 * The crash campaign: clients post to the real jar while it is killed and its destination fails at random; then every acknowledged
 * event is looked for. And the overload campaign: more is posted than fits, for as long as one likes. Entered through
 * {@link dev.sluice.testkit.campaign.CrashCampaign} and {@link dev.sluice.testkit.campaign.OverloadCampaign}.
 */
@NullMarked
package dev.sluice.testkit.campaign;

import org.jspecify.annotations.NullMarked;
