// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.NanoTime;

/**
 * Connections whose next request has begun to come, but not come as far as its body. A byte now and then keeps one from being idle, so
 * its head is given a time as a whole; and so is a TLS handshake. Thread-safe.
 */
final class SlowHeads implements Connection.Listener {
    /** What {@link javax.net.ssl.SSLEngine#getSession} has before a handshake has ended. */
    private static final String NO_SUITE = "SSL_NULL_WITH_NULL_NULL";

    private final long limit;
    private final Map<HttpConnection, Head> open = new ConcurrentHashMap<>();

    /** Of which request the head was looked at, and since when it was begun; for {@link #check} only. */
    private static final class Head {
        private long request;
        private long since = NanoTime.now();
    }

    /** @param limit for a head, from the first byte to the last */
    SlowHeads(Duration limit) {
        this.limit = limit.toNanos();
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof HttpConnection http) {
            open.put(http, new Head());
        }
    }

    @Override
    public void onClosed(Connection connection) {
        if (connection instanceof HttpConnection http) {
            open.remove(http);
        }
    }

    /** Closes those that are too slow. To be called by one thread, about once a second. */
    void check() {
        long now = NanoTime.now();
        open.forEach((connection, head) -> {
            long request = connection.getParser().getBeginNanoTime();
            if (request != head.request || !isBegun(connection)) {
                head.request = request;
                head.since = now;
            } else if (now - head.since > limit) {
                connection.getEndPoint().close(new TimeoutException("The head of a request came too slowly"));
            }
        });
    }

    private static boolean isBegun(HttpConnection connection) {
        HttpParser parser = connection.getParser();
        return isShaking(connection.getEndPoint()) || (parser.inHeaderState() && !parser.isStart());
    }

    /**
     * By the session of the engine, which is an empty one until the handshake is at its end. Jetty must not be asked: what it is asked for before that, such as
     * the client's certificates, it takes for settled.
     */
    private static boolean isShaking(EndPoint client) {
        return client instanceof SslConnection.SslEndPoint tls
                && tls.getSslConnection()
                        .getSSLEngine()
                        .getSession()
                        .getCipherSuite()
                        .equals(NO_SUITE);
    }
}
