/** The journal in one SQLite file: what a single node uses. Entered through {@link dev.sluice.journal.sqlite.SqliteJournal}. */
@NullMarked
package dev.sluice.journal.sqlite;

import org.jspecify.annotations.NullMarked;
