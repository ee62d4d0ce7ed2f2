// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import io.millrace.local.process.Ports;
import io.millrace.local.process.Site;
import io.millrace.local.server.ConnectServer;
import io.millrace.local.server.S3Server;
import io.millrace.operations.connect.ConnectWorker;
import io.millrace.operations.connect.SinkConnector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A Connect worker of a {@link GuardedKafka}, all of whose clients are one user, and a sink that delivers to S3. */
public final class GuardedConnect implements AutoCloseable {
    private static final String CONNECTOR = "s3-logs";

    public final S3Server s3;
    private final GuardedKafka kafka;
    private final String user;
    private final ConnectServer worker;

    public GuardedConnect(Site site, GuardedKafka kafka, String user) {
        this.kafka = kafka;
        this.user = user;
        s3 = new S3Server(site, Ports.free());
        Map<String, String> logins = new TreeMap<>();
        Stream.of("", "producer.", "consumer.", "admin.").forEach(of -> logins.putAll(kafka.login(user, of)));
        Path plugins = Path.of(System.getProperty("millrace.home"), "connectors", "s3-sink", "target", "plugin");
        worker = new ConnectServer(
                site,
                Ports.free(),
                new ConnectServer.Options(
                        kafka.address(), 1, List.of(plugins), Duration.ofSeconds(1), Ports.free(), logins));
    }

    public void start() {
        s3.start();
        worker.start();
    }

    /** Gives a worker that is ready the connector of the pipeline logs. */
    public void deliver(String registryUrl) {
        s3.awaitReady();
        worker.awaitReady();
        Map<String, String> connector = new TreeMap<>(Map.of(
                "connector.class",
                "io.millrace.s3.S3SinkConnector",
                "tasks.max",
                "1",
                "topics",
                "logs.batches,logs.redriven",
                "schema.registry.url",
                registryUrl,
                "consumer.override.isolation.level",
                "read_committed",
                "dead.letter.topic",
                "logs.dlq",
                "dead.letter.bootstrap.servers",
                kafka.address()));
        connector.putAll(kafka.login(user, "dead.letter."));
        connector.put("s3.path.style", "true");
        connector.putAll(settings());
        new ConnectWorker(worker.address()).put(CONNECTOR, connector);
    }

    /** Where it delivers, as {@code verify} has to know. */
    public Map<String, String> settings() {
        return Map.of(
                "s3.bucket",
                S3Server.BUCKET,
                "s3.endpoint",
                s3.endpoint().toString(),
                "s3.region",
                S3Server.REGION,
                "s3.access.key.id",
                S3Server.ACCESS_KEY,
                "s3.secret.access.key",
                S3Server.SECRET_KEY);
    }

    /** Why the sink has failed; empty as long as it has not. */
    public String problem() {
        Optional<SinkConnector> connector = new ConnectWorker(worker.address()).connector(CONNECTOR);
        return connector.map(SinkConnector::problem).orElse("");
    }

    @Override
    public void close() {
        worker.close();
        s3.close();
    }
}
