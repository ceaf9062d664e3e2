package dev.sluice.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Whether a port is free. Servers here share their port with whoever asks to, so that a successor can listen beside its predecessor;
 * a socket that does not ask to share finds out who is there.
 */
public final class PortProbe {

    private PortProbe() {}

    /**
     * Blocks for a moment.
     *
     * @param port 0 is always free
     * @throws BindException where somebody listens there
     */
    public static void check(String host, int port) throws IOException {
        if (port == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            // What is left of closed connections keeps nobody from listening.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (BindException taken) {
            BindException named = new BindException(taken.getMessage() + ": " + host + ":" + port);
            named.initCause(taken);
            throw named;
        }
    }
}
