package dev.sluice.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/** What the metadata of a certificate's and a key's file say at one moment: enough to see that either was written or replaced. */
record FileStamps(Stamp certificate, Stamp key) {

    /**
     * One file's.
     *
     * @param modified empty where there is no such file
     * @param identity tells the file itself from another one that took its name
     */
    record Stamp(String modified, long bytes, String identity) {

        /** Follows links, since that is how secrets are replaced in a container. */
        static Stamp of(Path file) {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(now.lastModifiedTime().toString(), now.size(), Objects.toString(now.fileKey()));
            } catch (IOException absent) {
                return new Stamp("", 0, "");
            }
        }
    }
}
