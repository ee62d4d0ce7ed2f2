package io.millrace.local.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;

/** Ports of the loopback interface, the only one the local stack listens on. */
public final class Ports {

    static final String HOST = "127.0.0.1";

    /** A server that was killed from outside may need a moment to let go of its port. */
    private static final Duration RELEASE_LIMIT = Duration.ofSeconds(2);

    private static final PortBlocks BLOCKS = new PortBlocks();

    private Ports() {}

    /**
     * A port nobody listens on and that no other caller is given, in this process or in another, as long as this process lives: whoever
     * listens on it may come late.
     */
    public static int free() {
        return BLOCKS.next();
    }

    /**
     * Fails early and clearly; the server itself would do it late, in its log.
     *
     * @param option the command line option that changes the port
     * @throws PortInUseException if somebody listens on the port
     */
    public static void requireFree(String server, int port, String option) {
        if (!Patience.await(RELEASE_LIMIT, () -> isFree(port))) {
            throw new PortInUseException(server, port, option);
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
