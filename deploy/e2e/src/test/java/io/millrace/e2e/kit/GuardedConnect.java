// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import io.millrace.config.sinks.Sink;
import io.millrace.local.process.Ports;
import io.millrace.local.process.Server;
import io.millrace.local.process.Site;
import io.millrace.local.server.ConnectServer;
import io.millrace.local.server.OpenSearchServer;
import io.millrace.local.server.PostgresServer;
import io.millrace.local.server.S3Server;
import io.millrace.operations.connect.ConnectWorker;
import io.millrace.operations.connect.SinkConnector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A Connect worker of a {@link GuardedKafka}, all of whose clients are one user, and what its sinks deliver to. */
public final class GuardedConnect implements AutoCloseable {
    public final S3Server s3;
    private final OpenSearchServer search;
    private final PostgresServer database;
    private final GuardedKafka kafka;
    private final String user;
    private final ConnectServer worker;

    public GuardedConnect(Site site, GuardedKafka kafka, String user) {
        this.kafka = kafka;
        this.user = user;
        s3 = new S3Server(site, Ports.free());
        search = new OpenSearchServer(site, Ports.free());
        database = new PostgresServer(site, Ports.free());
        Map<String, String> logins = new TreeMap<>();
        Stream.of("", "producer.", "consumer.", "admin.").forEach(of -> logins.putAll(kafka.login(user, of)));
        Path connectors = Path.of(System.getProperty("millrace.home"), "connectors");
        List<Path> plugins = Stream.of(Sink.values())
                .map(sink -> connectors.resolve(sink.word() + "-sink").resolve(Path.of("target", "plugin")))
                .toList();
        worker = new ConnectServer(
                site,
                Ports.free(),
                new ConnectServer.Options(kafka.address(), 1, plugins, Duration.ofSeconds(1), Ports.free(), logins));
    }

    public void start() {
        servers().forEach(Server::start);
    }

    private Stream<Server> servers() {
        return Stream.of(s3, search, database, worker);
    }

    /** Waits for what has been started, and gives the worker the connectors that {@code millrace strimzi} has printed. */
    public void deliver(String printed, String registryUrl) {
        servers().forEach(Server::awaitReady);
        for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(printed)) {
            Map<?, ?> resource = (Map<?, ?>) document;
            if (resource.get("kind").equals("KafkaConnector")) {
                create(at(resource, "metadata"), at(at(resource, "spec"), "config"), registryUrl);
            }
        }
    }

    private void create(Map<?, ?> metadata, Map<?, ?> printed, String registryUrl) {
        Sink sink = Sink.of(at(metadata, "labels").get("millrace.io/sink").toString());
        Map<String, String> connector = new TreeMap<>(destination(sink));
        connector.put("schema.registry.url", registryUrl);
        connector.put("dead.letter.bootstrap.servers", kafka.address());
        connector.putAll(kafka.login(user, "dead.letter."));
        printed.forEach((key, value) -> connector.put(key.toString(), value.toString()));
        new ConnectWorker(worker.address()).put(metadata.get("name").toString(), connector);
    }

    private static Map<?, ?> at(Map<?, ?> parent, String key) {
        return (Map<?, ?>) parent.get(key);
    }

    /** What is not printed, as a cluster's components add it. */
    private Map<String, String> destination(Sink sink) {
        Map<String, String> connector = new TreeMap<>();
        switch (sink) {
            case S3 -> {
                connector.put("connector.class", "io.millrace.s3.S3SinkConnector");
                connector.put("s3.path.style", "true");
                connector.putAll(bucket());
            }
            case OPENSEARCH -> {
                connector.put("connector.class", "io.millrace.opensearch.OpenSearchSinkConnector");
                connector.put("opensearch.urls", search.address());
                connector.put("opensearch.mapping", "create");
            }
            case POSTGRES -> {
                connector.put("connector.class", "io.millrace.postgres.PostgresSinkConnector");
                connector.putAll(table());
            }
        }
        return connector;
    }

    /** Where is delivered, as {@code verify} has to know. */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(bucket());
        settings.putAll(table());
        settings.put("opensearch.url", search.address());
        return settings;
    }

    private Map<String, String> bucket() {
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

    private Map<String, String> table() {
        return Map.of(
                "postgres.url",
                database.jdbcUrl(),
                "postgres.user",
                PostgresServer.USER,
                "postgres.password",
                PostgresServer.PASSWORD);
    }

    /** Why that connector has failed; empty as long as it has not. */
    public String problem(String connector) {
        return new ConnectWorker(worker.address())
                .connector(connector)
                .map(SinkConnector::problem)
                .orElse("");
    }

    @Override
    public void close() {
        worker.close();
        servers().forEach(Server::close);
    }
}
