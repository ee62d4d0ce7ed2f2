// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.http;

import io.millrace.config.gateway.GatewayConfig;
import io.millrace.config.gateway.TlsConfig;
import io.millrace.gateway.metrics.RouteMetrics;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStoreException;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The port on which events come in. */
public final class GatewayServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);
    private static final int MOST_SELECTORS = 4;
    private static final int MORE_THREADS = 8;
    private static final int BACKLOG = 1024;
    /** At a time from a socket; a connection holds such a buffer only while it has bytes. */
    private static final int READ_BYTES = 32 * 1024;

    private final Server server;
    private final ServerConnector connector;
    /** Null for plain HTTP. */
    private final Certificates certificates;

    private final SlowHeads heads;

    /** Throws an exception that says why when its certificates cannot be used. */
    public GatewayServer(GatewayConfig config, Handler handler, RouteMetrics unrouted) throws GeneralSecurityException {
        int selectors = Math.min(MOST_SELECTORS, Runtime.getRuntime().availableProcessors());
        QueuedThreadPool threads = new QueuedThreadPool(2 * selectors + MORE_THREADS);
        threads.setName("http");
        threads.setDaemon(true);
        server = new Server(threads);
        certificates = certificates(config.tls());
        connector = new ServerConnector(server, null, null, null, 1, selectors, factories(config));
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setIdleTimeout(config.limits().idle().toMillis());
        connector.setAcceptQueueSize(BACKLOG);
        heads = new SlowHeads(config.limits().idle());
        connector.addBean(heads);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(config.limits().connections(), connector));
        server.setErrorHandler(new ProblemPages(unrouted));
        server.setHandler(handler);
    }

    private static Certificates certificates(TlsConfig config) throws GeneralSecurityException {
        try {
            return config.isOff() ? null : new Certificates(config);
        } catch (IOException | IllegalArgumentException e) {
            throw new KeyStoreException(e.toString(), e);
        }
    }

    private ConnectionFactory[] factories(GatewayConfig config) {
        HttpConnectionFactory http = new HttpConnectionFactory(http(config));
        if (certificates == null) {
            return new ConnectionFactory[] {http};
        }
        http.getHttpConfiguration().addCustomizer(new SecureRequestCustomizer(false));
        return new ConnectionFactory[] {new SslConnectionFactory(certificates.context(), http.getProtocol()), http};
    }

    private static HttpConfiguration http(GatewayConfig config) {
        HttpConfiguration http = new HttpConfiguration();
        http.setHttpCompliance(HttpCompliance.STRICT);
        http.setUriCompliance(UriCompliance.RFC3986);
        http.setInputBufferSize(READ_BYTES);
        // It would take some 100 KB of each connection from its second request on, for a few strings less in each.
        http.setHeaderCacheSize(0);
        http.setRequestHeaderSize(config.limits().headerBytes());
        http.setSendServerVersion(false);
        return http;
    }

    /** Throws {@link IOException} when the port cannot be listened on. */
    public void start() throws Exception {
        connector.open();
        server.start();
    }

    /** Closes connections that hurt, and reads certificates that have changed. To be called by one thread, about once a second. */
    public void check() {
        heads.check();
        if (certificates != null) {
            certificates.check();
        }
    }

    /** The one that is bound. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Connections are closed, whatever is on its way. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.atWarn().addKeyValue("why", e.toString()).log("The port was not closed in order");
        }
    }
}
