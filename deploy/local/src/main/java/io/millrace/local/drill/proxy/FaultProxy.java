// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands bytes on between clients of a port of this machine and a server, until it is told to do so badly. What it is told holds for
 * open connections and for new ones, until it is told something else.
 */
public final class FaultProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FaultProxy.class);
    private static final int CONNECT_LIMIT_MS = 5_000;

    private final InetSocketAddress server;
    private final ServerSocket clients;
    private final Weather weather = new Weather();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile InetSocketAddress way;

    /**
     * Listens from now on.
     *
     * @param port of the loopback interface; 0 for any
     * @param server need not be there yet
     */
    public FaultProxy(int port, InetSocketAddress server) throws IOException {
        this.server = server;
        this.way = server;
        this.clients = new ServerSocket();
        clients.setReuseAddress(true);
        clients.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        start("proxy-" + port(), this::accept);
    }

    public int port() {
        return clients.getLocalPort();
    }

    /** As if it were not there. What was stalled goes on, and what was diverted ends. */
    public void pass() {
        weather.change(Weather.Kind.FAIR, 0);
        divert(server);
    }

    /** Open connections end, and new ones lead to another server. */
    public void divert(InetSocketAddress other) {
        if (!other.equals(way)) {
            way = other;
            links.forEach(Link::close);
        }
    }

    /** Each piece of up to 16 KiB, in either direction, comes that much later. */
    public void delay(Duration delay) {
        weather.change(Weather.Kind.DELAY, delay.toMillis());
    }

    /** Takes connections, and what clients send as far as buffers hold it, and hands nothing on. */
    public void stall() {
        weather.change(Weather.Kind.STALL, 0);
    }

    /** Open connections end with a reset, and so does each new one with its first bytes. */
    public void reset() {
        weather.change(Weather.Kind.RESET, 0);
        links.forEach(Link::reset);
    }

    /** To clients, the server's side has ended; what they send is still handed on. */
    public void halfClose() {
        weather.change(Weather.Kind.HALF_CLOSE, 0);
        links.forEach(Link::endAnswers);
    }

    /** So many bytes a second in each direction of each connection. */
    public void bandwidth(long bytesPerSecond) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("bandwidth is 1 byte a second or more, not " + bytesPerSecond);
        }
        weather.change(Weather.Kind.NARROW, bytesPerSecond);
    }

    private void accept() {
        while (!clients.isClosed()) {
            try {
                connect(clients.accept());
            } catch (IOException e) {
                LOG.atDebug().setCause(e).log("A connection came to nothing");
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket upstream = new Socket();
        InetSocketAddress there = way;
        try {
            upstream.connect(there, CONNECT_LIMIT_MS);
        } catch (IOException e) {
            client.close();
            upstream.close();
            throw e;
        }
        Link link = new Link(client, upstream, weather);
        links.add(link);
        if (!there.equals(way)) {
            link.close();
        }
        start("proxy-requests", link::handOnRequests);
        start("proxy-answers", () -> {
            link.handOnAnswers();
            links.remove(link);
        });
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends all connections. */
    @Override
    public void close() throws IOException {
        clients.close();
        links.forEach(Link::close);
        pass();
    }
}
