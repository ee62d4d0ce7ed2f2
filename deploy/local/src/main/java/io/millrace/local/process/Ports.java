// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/** Ports of the loopback interface, the only one the local stack listens on. */
public final class Ports {

    public static final String HOST = "127.0.0.1";

    /** A server that was killed from outside may need a moment to release its port. */
    private static final Duration RELEASE_LIMIT = Duration.ofSeconds(2);

    private static final int CONNECT_TIMEOUT_MS = 1_000;

    private static final PortBlocks BLOCKS = new PortBlocks();

    private Ports() {}

    /**
     * A port nobody listens on and that no other caller is given, in this process or in another, as long as this process lives: it
     * may be a while before somebody listens on it.
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
        if (!Await.await(RELEASE_LIMIT, () -> isFree(port))) {
            throw new PortInUseException(server, port, option);
        }
    }

    /** Nobody can listen there meanwhile, so do not use it to ask whether a server is listening yet: that could prevent it. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether somebody accepts connections there. */
    public static boolean isListening(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_TIMEOUT_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
