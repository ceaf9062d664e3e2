package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Checks that the plugins folder is there where one is named. Looks at the disk, so it blocks. */
final class PluginsCheck {

    private static final JsonPointer DIRECTORY = JsonPointer.compile("/plugins/directory");

    private PluginsCheck() {}

    static void check(JsonNode config, Findings findings) {
        JsonNode directory = config.at(DIRECTORY);
        if (directory.isTextual() && !findings.isFaulty(DIRECTORY) && !isFolder(directory.textValue())) {
            findings.wrongValue(
                    DIRECTORY, "is no folder; make it and drop the plugins' jars into it, or leave the key out");
        }
    }

    private static boolean isFolder(String path) {
        try {
            return Files.isDirectory(Path.of(path));
        } catch (InvalidPathException none) {
            return false;
        }
    }
}
