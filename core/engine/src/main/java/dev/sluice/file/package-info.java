/** Files that are watched: how one that was written or replaced is told from how it was. Everybody may enter. */
@NullMarked
package dev.sluice.file;

import org.jspecify.annotations.NullMarked;
