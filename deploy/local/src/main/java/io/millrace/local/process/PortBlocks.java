// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports reserved for a process. Each process takes blocks of them, by listening on the first port of a block as long as it lives;
 * it hands out the others, each once.
 */
final class PortBlocks {

    /** Below the range that the kernel uses for outgoing connections: one of those could take a port that is to be listened on later. */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final int BLOCK = 50;

    /** Never closed: the system does that with the end of the process, however it ends. */
    private final List<ServerSocket> guards = new ArrayList<>();

    private int next;
    private int end;

    synchronized int next() {
        while (true) {
            if (next == end) {
                takeBlock();
            }
            int port = next++;
            if (Ports.isFree(port)) {
                return port;
            }
        }
    }

    private void takeBlock() {
        int blocks = (LAST - FIRST) / BLOCK;
        int offset = ThreadLocalRandom.current().nextInt(blocks);
        for (int i = 0; i < blocks; i++) {
            int first = FIRST + (offset + i) % blocks * BLOCK;
            if (guard(first)) {
                next = first + 1;
                end = first + BLOCK;
                return;
            }
        }
        throw new IllegalStateException("there are no free ports between " + FIRST + " and " + LAST);
    }

    private boolean guard(int port) {
        try {
            ServerSocket guard = new ServerSocket();
            guard.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            guards.add(guard);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
