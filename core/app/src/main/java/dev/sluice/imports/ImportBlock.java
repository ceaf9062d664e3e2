package dev.sluice.imports;

import dev.sluice.journal.ImportPosition;
import java.util.List;

/**
 * Some consecutive values of a file, appended as one.
 *
 * @param from where the import stands before
 * @param to where it stands afterwards
 * @param lines the events, one a line
 * @param refused what is none
 */
public record ImportBlock(ImportPosition from, ImportPosition to, byte[] lines, List<ImportPart> refused) {}
