package dev.sluice.testkit.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A disk of a few mebibytes, in memory, that can be filled up. It is mounted for the processes that are started on it and nobody else,
 * and lives until it is closed, whatever becomes of them. Needs Linux, and the right to mount one: root's, or that of users over
 * their own namespaces.
 */
public final class SmallDisk implements AutoCloseable {

    private static final String READY = "mounted";
    private static final String BALLAST = "ballast";

    /** Mounts and then waits until its input ends, since the disk goes with the last process that sees it. */
    private static final String HOLD =
            "mount -t tmpfs -o size=$1 tmpfs \"$0\" && echo " + READY + " && cat > /dev/null";

    private static final int BLOCK_BYTES = 1 << 16;

    private final Process holder;
    private final Path folder;
    private final boolean ownUsers;

    private SmallDisk(Process holder, Path folder, boolean ownUsers) {
        this.holder = holder;
        this.folder = folder;
        this.ownUsers = ownUsers;
    }

    /**
     * Mounts a disk.
     *
     * @param folder where it is mounted; made where it is missing, and empty for everybody else
     * @return empty where this user may not mount one
     */
    public static Optional<SmallDisk> mount(Path folder, long bytes) throws IOException {
        Files.createDirectories(folder);
        for (boolean ownUsers : List.of(false, true)) {
            Process holder;
            try {
                holder = new ProcessBuilder(
                                "unshare", ownUsers ? "-Urm" : "-m", "sh", "-c", HOLD, folder.toString(), "" + bytes)
                        .redirectErrorStream(true)
                        .start();
            } catch (IOException noSuchCommand) {
                return Optional.empty();
            }
            BufferedReader said =
                    new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8));
            if (READY.equals(said.readLine())) {
                return Optional.of(new SmallDisk(holder, folder.toAbsolutePath(), ownUsers));
            }
            holder.destroyForcibly();
        }
        return Optional.empty();
    }

    /** A file or folder of the disk, as this process can reach it. */
    public Path resolve(String name) {
        return Path.of("/proc", Long.toString(holder.pid()), "root" + folder).resolve(name);
    }

    /** Puts something on the disk until nothing more goes on it, whoever else writes meanwhile. */
    public void fill() throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        try (OutputStream ballast = Files.newOutputStream(resolve(BALLAST))) {
            while (true) {
                ballast.write(block);
            }
        } catch (IOException full) {
            if (bytesLeft() >= BLOCK_BYTES) {
                throw full;
            }
        }
    }

    /** Takes off what {@link #fill} put there. */
    public void makeRoom() throws IOException {
        Files.deleteIfExists(resolve(BALLAST));
    }

    /** What is left of the disk. */
    public long bytesLeft() throws IOException {
        return Files.getFileStore(resolve(".")).getUsableSpace();
    }

    /** Lets the disk go, once no process is on it any more. */
    @Override
    public void close() {
        holder.destroyForcibly();
    }

    /** The command as it runs on the disk, in its folder. */
    List<String> on(List<String> command) {
        List<String> inside = new ArrayList<>(List.of("nsenter", "-t", Long.toString(holder.pid()), "-m"));
        if (ownUsers) {
            inside.addAll(List.of("-U", "--preserve-credentials"));
        }
        inside.addAll(List.of("sh", "-c", "cd \"$0\" && exec \"$@\"", folder.toString()));
        inside.addAll(command);
        return inside;
    }
}
