// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.server;

import io.millrace.config.sinks.Sink;
import io.millrace.local.process.Server;
import io.millrace.local.process.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers of one site as a unit. Closing it stops them; a stack at the same site, in this process or another, starts them again. */
public final class LocalStack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);

    private final List<KafkaServer> brokers;
    private final RegistryServer registry;
    private final S3Server s3;
    private final OpenSearchServer opensearch;
    private final PostgresServer postgres;
    private final ConnectServer connect;
    private final Set<Sink> sinks;

    /** @param sinks what the connectors deliver to, and the stack has a server for */
    public LocalStack(
            Site site, StackPorts ports, Set<Sink> sinks, List<Path> pluginPath, Duration offsetFlushInterval) {
        this.sinks = Set.copyOf(sinks);
        this.brokers = ports.kafka().stream()
                .map(node -> new KafkaServer(site, node, ports.kafka()))
                .toList();
        this.registry = new RegistryServer(site, ports.registry());
        this.s3 = new S3Server(site, ports.s3());
        this.opensearch = new OpenSearchServer(site, ports.opensearch());
        this.postgres = new PostgresServer(site, ports.postgres());
        int copies = Math.min(3, brokers.size());
        this.connect = new ConnectServer(
                site,
                ports.connect(),
                new ConnectServer.Options(
                        bootstrapServers(), copies, pluginPath, offsetFlushInterval, ports.sinkMetrics()));
    }

    /** Starts what is not running, all at once, and waits until everything is ready. If any fails, what this call started is stopped. */
    public void start() {
        long begin = System.nanoTime();
        List<Server> started = new ArrayList<>();
        try {
            for (Server server : servers()) {
                if (!server.isAlive()) {
                    started.add(server);
                    server.start();
                }
            }
            servers().forEach(Server::awaitReady);
            LOG.atInfo()
                    .addKeyValue("started", started.size())
                    .addKeyValue("millis", (System.nanoTime() - begin) / 1_000_000)
                    .log("Stack is ready");
        } catch (RuntimeException | Error e) {
            stop(started);
            throw e;
        }
    }

    /** In the order in which they start. */
    public List<Server> servers() {
        List<Server> servers = new ArrayList<>(brokers);
        servers.add(registry);
        servers.addAll(destinations());
        servers.add(connect);
        return servers;
    }

    /** What the connectors deliver to. */
    public List<Server> destinations() {
        return Stream.of(Sink.values())
                .filter(sinks::contains)
                .map(this::destination)
                .toList();
    }

    /** What a sink of that kind delivers to, whether it is part of this stack or not. */
    public Server destination(Sink sink) {
        return switch (sink) {
            case S3 -> s3;
            case OPENSEARCH -> opensearch;
            case POSTGRES -> postgres;
        };
    }

    public List<KafkaServer> brokers() {
        return brokers;
    }

    public RegistryServer registry() {
        return registry;
    }

    public S3Server s3() {
        return s3;
    }

    public ConnectServer connect() {
        return connect;
    }

    public String bootstrapServers() {
        return brokers.stream().map(KafkaServer::bootstrapServers).collect(Collectors.joining(","));
    }

    /** Stops every server of the site that is running. */
    @Override
    public void close() {
        stop(servers());
    }

    /** Connect delivers what it holds while the others are still up; these depend on nothing, and brokers are best stopped together. */
    private void stop(List<Server> servers) {
        if (servers.contains(connect)) {
            connect.close();
        }
        servers.forEach(server -> server.process().terminate());
        servers.forEach(Server::close);
    }
}
