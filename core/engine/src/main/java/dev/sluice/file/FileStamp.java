package dev.sluice.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * What a file's metadata say at one moment: enough to see that it was written or replaced.
 *
 * @param modified empty where there is no such file
 * @param identity tells the file itself from another one that took its name
 */
public record FileStamp(String modified, long bytes, String identity) {

    /** Follows links, since that is how secrets are replaced in a container. Blocks. */
    public static FileStamp of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileStamp(now.lastModifiedTime().toString(), now.size(), Objects.toString(now.fileKey()));
        } catch (IOException absent) {
            return new FileStamp("", 0, "");
        }
    }
}
