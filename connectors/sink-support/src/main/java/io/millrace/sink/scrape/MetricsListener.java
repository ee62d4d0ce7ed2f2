// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.scrape;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /metrics} of a Connect worker, on the port that the JVM's property {@value #PROPERTY} or the environment's
 * {@value #VARIABLE} names; without one there is none. Every sink plugin has a copy of this class, and the JVM has one listener: the
 * bean it is registered as tells the copies that there is one already. It shows the sinks of all plugins, and stays until the
 * worker ends, whatever becomes of the task that opened it.
 */
public final class MetricsListener implements MetricsListenerMXBean {
    public static final String PROPERTY = "millrace.metrics.port";
    public static final String VARIABLE = "MILLRACE_METRICS_PORT";

    /** The address to listen on: all of them, unless this property or this variable names one. */
    public static final String HOST_PROPERTY = "millrace.metrics.host";

    public static final String HOST_VARIABLE = "MILLRACE_METRICS_HOST";

    private static final Logger LOG = LoggerFactory.getLogger(MetricsListener.class);
    private static final String NAME = "io.millrace:type=metrics-listener";
    private static final int OK = 200;
    private static final int THREADS = 2;
    private static final int MAX_PORT = 65_535;

    private final int port;

    private MetricsListener(int port) {
        this.port = port;
    }

    /** Listens from now on if it is asked for and none does. What prevents it is logged, and delivery goes on without. */
    public static void open() {
        String wanted = System.getProperty(PROPERTY, System.getenv(VARIABLE));
        if (wanted == null || wanted.isBlank()) {
            return;
        }
        try {
            open(port(wanted.strip()), ManagementFactory.getPlatformMBeanServer());
        } catch (IOException | JMException | IllegalArgumentException e) {
            LOG.atWarn()
                    .addKeyValue(PROPERTY, wanted)
                    .addKeyValue("cause", e.toString())
                    .log("No metrics over HTTP; the next task that starts tries again");
        }
    }

    private static int port(String text) {
        int port = Integer.parseInt(text);
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("a port is from 1 to " + MAX_PORT);
        }
        return port;
    }

    private static void open(int port, MBeanServer beans) throws IOException, JMException {
        ObjectName name = new ObjectName(NAME);
        try {
            beans.registerMBean(new MetricsListener(port), name);
        } catch (InstanceAlreadyExistsException e) {
            return;
        }
        try {
            listen(port, beans);
        } catch (IOException | RuntimeException e) {
            beans.unregisterMBean(name);
            throw e;
        }
        LOG.atInfo().addKeyValue("port", port).log("Metrics of all sinks of this worker at /metrics");
    }

    private static void listen(int port, MBeanServer beans) throws IOException {
        HttpServer server = HttpServer.create(address(port), 0);
        server.setExecutor(Executors.newFixedThreadPool(THREADS, task -> {
            Thread daemon = new Thread(task, "sink-metrics");
            daemon.setDaemon(true);
            return daemon;
        }));
        server.createContext("/metrics", exchange -> answer(exchange, beans));
        server.start();
    }

    private static InetSocketAddress address(int port) {
        String host = System.getProperty(HOST_PROPERTY, System.getenv(HOST_VARIABLE));
        return host == null || host.isBlank() ? new InetSocketAddress(port) : new InetSocketAddress(host.strip(), port);
    }

    private static void answer(HttpExchange exchange, MBeanServer beans) throws IOException {
        try (exchange) {
            byte[] body = new WorkerScrape(beans).read().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", ScrapeText.CONTENT_TYPE);
            exchange.sendResponseHeaders(OK, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public int getPort() {
        return port;
    }
}
