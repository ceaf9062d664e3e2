package dev.sluice.cluster;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Tells a process that has ended from one that is frozen or can't be reached: its machine refuses connections in its place. */
final class ClosedPort {

    private static final int PATIENCE_MILLIS = 1_000;

    private ClosedPort() {}

    /**
     * Tries to connect; blocks for a second at most.
     *
     * @return false as well where nobody answers: then it is not known
     */
    static boolean isAt(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, PATIENCE_MILLIS);
            return false;
        } catch (ConnectException refused) {
            return true;
        } catch (IOException unknown) {
            return false;
        }
    }
}
