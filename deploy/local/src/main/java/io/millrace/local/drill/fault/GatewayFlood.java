// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.fault;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Clients that send bodies as large as a gateway takes them and never end one. Of what they send nothing becomes an event. */
public final class GatewayFlood implements Fault {
    /** Of what one gateway takes in at a time, by default, a pipeline has room for four of them. */
    private static final int BODY = 10_000_000;

    private static final int PIECE = 64 * 1024;
    private static final long BETWEEN_BYTES_MS = 1_000;

    private final int clients;
    private final Duration betweenTries;

    /** @param betweenTries how long each client waits when it is refused */
    public GatewayFlood(int clients, Duration betweenTries) {
        this.clients = clients;
        this.betweenTries = betweenTries;
    }

    @Override
    public Undo in(Scene scene) {
        URI gateway = scene.deployment().gateways().get(0).url();
        List<Thread> threads = IntStream.range(0, clients)
                .mapToObj(i -> new Thread(() -> flood(gateway), "flood-" + i))
                .peek(thread -> thread.setDaemon(true))
                .peek(Thread::start)
                .toList();
        return () -> threads.forEach(Thread::interrupt);
    }

    private void flood(URI gateway) {
        try {
            while (true) {
                send(gateway);
                Thread.sleep(betweenTries.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the gateway has refused it. */
    private static void send(URI gateway) throws InterruptedException {
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.getOutputStream().write(head(gateway));
            byte[] piece = new byte[PIECE];
            for (int sent = 0; sent < BODY - PIECE; sent += PIECE) {
                requireNoAnswer(socket);
                socket.getOutputStream().write(piece);
            }
            while (true) {
                requireNoAnswer(socket);
                socket.getOutputStream().write(0);
                Thread.sleep(BETWEEN_BYTES_MS);
            }
        } catch (IOException e) {
            // Refused: the next try follows.
        }
    }

    private static void requireNoAnswer(Socket socket) throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (socket.getInputStream().available() > 0) {
            throw new IOException("the gateway has answered before the end");
        }
    }

    private static byte[] head(URI gateway) {
        return ("POST /v1/pipelines/logs/events HTTP/1.1\r\nHost: " + gateway.getAuthority()
                        + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: " + BODY + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
