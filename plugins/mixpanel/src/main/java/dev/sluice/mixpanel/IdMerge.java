package dev.sluice.mixpanel;

import java.util.Locale;

/**
 * By which of its two systems a project joins the ids of one person. Source: docs.mixpanel.com/docs/tracking-methods/id-management; simplified
 * is the default of organizations since April 2024.
 */
enum IdMerge {
    SIMPLIFIED,
    ORIGINAL;

    static IdMerge of(String setting) {
        return valueOf(setting.toUpperCase(Locale.ROOT));
    }
}
