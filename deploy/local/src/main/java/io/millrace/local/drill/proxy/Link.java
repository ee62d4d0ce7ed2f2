// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;

/** A client's connection, and the one to the server for it. Each direction has a thread of its own. */
final class Link {
    private static final int PIECE = 16 * 1024;

    private final Socket client;
    private final Socket server;
    private final Weather weather;

    Link(Socket client, Socket server, Weather weather) {
        this.client = client;
        this.server = server;
        this.weather = weather;
    }

    void handOnRequests() {
        handOn(client, server, false);
    }

    /** When it returns, the connection is over. */
    void handOnAnswers() {
        handOn(server, client, true);
        close();
    }

    private void handOn(Socket from, Socket to, boolean answers) {
        try {
            byte[] piece = new byte[PIECE];
            for (int read = from.getInputStream().read(piece);
                    read >= 0;
                    read = from.getInputStream().read(piece)) {
                switch (weather.pass(read)) {
                    case RESET -> reset();
                    case HALF_CLOSE -> {
                        if (answers) {
                            endAnswers();
                        } else {
                            to.getOutputStream().write(piece, 0, read);
                        }
                    }
                    case FAIR, DELAY, STALL, NARROW -> to.getOutputStream().write(piece, 0, read);
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One of the two has gone, and so does the other.
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    /** A lingering time of 0 makes the system send RST in place of FIN. */
    void reset() {
        try {
            client.setSoLinger(true, 0);
            server.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
            return;
        }
        close();
    }

    void endAnswers() {
        try {
            client.shutdownOutput();
        } catch (IOException e) {
            // It is closed already, and a client cannot be told more.
        }
    }

    void close() {
        try (client;
                server) {
            // Both are closed, whatever becomes of the first.
        } catch (IOException e) {
            throw new UncheckedIOException("a connection cannot be closed", e);
        }
    }
}
