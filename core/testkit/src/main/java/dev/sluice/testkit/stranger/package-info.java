/** What a stranger brings: a small plugin, compiled and put into a jar as their build would, and the server it delivers to. */
@NullMarked
package dev.sluice.testkit.stranger;

import org.jspecify.annotations.NullMarked;
