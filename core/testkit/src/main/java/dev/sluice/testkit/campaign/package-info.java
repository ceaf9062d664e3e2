/**
 * The crash campaign: clients post to the real jar while it is killed and its destination fails at random; then every acknowledged
 * event is looked for. Entered through {@link dev.sluice.testkit.campaign.CrashCampaign}.
 */
@NullMarked
package dev.sluice.testkit.campaign;

import org.jspecify.annotations.NullMarked;
