// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.server;

import io.millrace.local.process.ChildProcess;
import io.millrace.local.process.JavaProgram;
import io.millrace.local.process.Ports;
import io.millrace.local.process.Server;
import io.millrace.local.process.ServerHome;
import io.millrace.local.process.Site;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A Kafka Connect worker in distributed mode. It may be started before its brokers: it waits for them. */
public final class ConnectServer implements Server {
    public static final String NAME = "connect";

    /** Otherwise each record of half a megabyte or more is humongous to G1, which keeps marking the heap because of them. */
    private static final String REGIONS = "-XX:G1HeapRegionSize=8m";

    private static final String METRICS_HOST = "-Dmillrace.metrics.host=" + Ports.HOST;
    private static final String METRICS_PORT = "-Dmillrace.metrics.port=";
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);

    private final int port;
    private final Site site;
    private final Options options;
    private final ChildProcess process;
    private final Rest rest;

    /**
     * What a worker is given besides its site.
     *
     * @param pluginPath folders of connectors, each a folder of jars; plugins are found through their service files only
     * @param metricsPort where the sinks' metrics are
     * @param offsetFlushInterval how often sinks commit; limits what is delivered again after a crash
     * @param more settings of the worker, which win over those it has here
     */
    public record Options(
            String bootstrapServers,
            int replicationFactor,
            List<Path> pluginPath,
            Duration offsetFlushInterval,
            int metricsPort,
            Map<String, String> more) {

        public Options {
            pluginPath = List.copyOf(pluginPath);
            more = Map.copyOf(more);
        }

        public Options(
                String bootstrapServers,
                int replicationFactor,
                List<Path> pluginPath,
                Duration offsetFlushInterval,
                int metricsPort) {
            this(bootstrapServers, replicationFactor, pluginPath, offsetFlushInterval, metricsPort, Map.of());
        }
    }

    public ConnectServer(Site site, int port, Options options) {
        this.port = port;
        this.site = site;
        this.options = options;
        this.process = new ChildProcess(NAME, site);
        this.rest = Rest.local(port, "");
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    public URI url() {
        return rest.base();
    }

    /** Where the sinks' metrics are, once a sink runs. */
    public URI metricsUrl() {
        return URI.create("http://" + Ports.HOST + ':' + options.metricsPort() + "/metrics");
    }

    @Override
    public String address() {
        return url().toString();
    }

    @Override
    public void start() {
        Ports.requireFree(name(), port, "--connect-port");
        Ports.requireFree(name(), options.metricsPort(), "--sink-metrics-port");
        Path config = site.configFile(name());
        Settings.write(config, settings());
        process.start(new JavaProgram(
                ServerHome.classPath("kafka"),
                "org.apache.kafka.connect.cli.ConnectDistributed",
                List.of("-Xmx384m", REGIONS, KafkaServer.LOGGING, METRICS_HOST, METRICS_PORT + options.metricsPort()),
                List.of(config.toString())));
    }

    @Override
    public void awaitReady() {
        process.awaitReady(() -> rest.answers("/health"));
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", options.bootstrapServers());
        settings.put("group.id", "millrace-connect");
        settings.put("listeners", rest.base());
        settings.put("rest.advertised.host.name", Ports.HOST);
        for (String kind : List.of("config", "offset", "status")) {
            settings.put(kind + ".storage.topic", "millrace-connect-" + kind);
            settings.put(kind + ".storage.replication.factor", options.replicationFactor());
        }
        settings.put("offset.storage.partitions", 4);
        settings.put("status.storage.partitions", 2);
        settings.put("key.converter", BYTES);
        settings.put("value.converter", BYTES);
        settings.put("header.converter", BYTES);
        settings.put("connector.client.config.override.policy", "All");
        settings.put("plugin.discovery", "service_load");
        if (!options.pluginPath().isEmpty()) {
            settings.put(
                    "plugin.path",
                    options.pluginPath().stream()
                            .map(path -> path.toAbsolutePath().toString())
                            .collect(Collectors.joining(",")));
        }
        settings.put("offset.flush.interval.ms", options.offsetFlushInterval().toMillis());
        settings.putAll(quickRecovery());
        settings.putAll(options.more());
        return settings;
    }

    /**
     * A killed worker stays a member of its group, and its tasks' consumers of theirs, until the session ends, and a returning
     * worker waits for that. Six seconds is the minimum a broker allows.
     */
    private static Map<String, Object> quickRecovery() {
        return Map.of(
                "session.timeout.ms", SESSION_TIMEOUT.toMillis(),
                "heartbeat.interval.ms", 1_500,
                "rebalance.timeout.ms", 20_000,
                "scheduled.rebalance.max.delay.ms", 0,
                "worker.unsync.backoff.ms", 1_000,
                "consumer.session.timeout.ms", SESSION_TIMEOUT.toMillis(),
                "consumer.heartbeat.interval.ms", 1_500);
    }
}
