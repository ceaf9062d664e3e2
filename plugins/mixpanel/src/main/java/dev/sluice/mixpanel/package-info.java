/** Mixpanel as a destination: settings, mapping, requests and answers of its Import API. */
@NullMarked
package dev.sluice.mixpanel;

import org.jspecify.annotations.NullMarked;
